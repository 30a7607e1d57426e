import { expect, nobody, row, signedIn, test } from './fixtures';
import { Running, frontdeskBinary, serve, simulatedAws } from './processes';
import type { APIRequestContext, Page } from '@playwright/test';

// A demo of these tests' own: they change what is in AWS, which others would notice.
let demo: Running;
let frontdesk: string;
let aws: string;

test.use({ viewport: { width: 1440, height: 600 } });
test.describe.configure({ mode: 'serial' });

const quotas = { FRONTDESK_QUOTAS__SES: '1000', FRONTDESK_QUOTAS__CONNECT: '1000', FRONTDESK_QUOTAS__CONNECT_READS: '1000', FRONTDESK_QUOTAS__WORKSPACES: '1000' };

test.beforeAll(async () => {
  demo = await Running.start(frontdeskBinary, ['demo', '--listen', '127.0.0.1:0', '--rates', 'off'], quotas, 2);
  frontdesk = demo.urls[0];
  aws = new URL(demo.urls[1]).origin;
});

test.afterAll(async () => {
  await demo?.stop();
});

/** Calls SES as any client may; whether it was signed is not looked at. */
async function ses(request: APIRequestContext, endpoint: string, method: 'POST' | 'DELETE', path: string, data?: object): Promise<void> {
  const scope = 'AKIAIOSFODNN7EXAMPLE/20260131/us-east-1/ses/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const answer = await request.fetch(`${endpoint}/v2/email/identities${path}`, { method, data, headers: { authorization } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Opens a page of the demo, as an admin, of which everything is read. */
async function open(page: Page, path: string): Promise<void> {
  await page.context().addCookies((await signedIn('admin', frontdesk)).cookies);
  await expect(async () => {
    const html = await (await page.request.get(`${frontdesk}/`)).text();
    expect(html).not.toContain('not read yet');
    expect(html).not.toContain('refreshing…');
  }).toPass({ timeout: 20_000 });
  await page.goto(frontdesk + path);
  await expect(page.locator('html[data-hydrated]')).toBeAttached();
}

/** Has another page ask for a refresh. */
async function refresh(page: Page): Promise<void> {
  const answer = await page.request.post(`${frontdesk}/api/refresh`, { form: {}, headers: { origin: frontdesk, accept: '*/*' } });
  expect(answer.ok()).toBe(true);
}

const sheet = (page: Page, name: string) => page.getByRole('region', { name: `${name}, table` });

test('what changes in AWS shows in every open page, and what somebody reads stays where it is', async ({ page, request }) => {
  await open(page, '/identities?sort=name');
  const other = await page.context().newPage();
  await open(other, '/');
  const count = other.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Identities/ });
  await expect(count).toContainText('30');

  // In the middle of the list: a link has the focus, and a word is selected.
  const read = row(page, 'shop.example.com').first();
  await sheet(page, 'Identities').evaluate((element) => element.scrollTo(0, 500));
  await read.getByRole('link').first().focus();
  await read.getByRole('cell').first().evaluate((cell) => getSelection()?.selectAllChildren(cell));
  const selected = await page.evaluate(() => String(getSelection()));
  const before = (await read.boundingBox())!;
  const loads: string[] = [];
  page.on('framenavigated', (frame) => loads.push(frame.url()));

  await ses(request, aws, 'POST', '', { EmailIdentity: 'aaa.example.com' });
  await refresh(other);
  await expect(row(page, 'aaa.example.com')).toHaveCount(1);
  await expect(count).toContainText('31');
  await expect(row(page, 'aaa.example.com')).toContainText('Pending');

  await expect(read.getByRole('link').first()).toBeFocused();
  expect(await page.evaluate(() => String(getSelection()))).toBe(selected);
  expect(Math.abs((await read.boundingBox())!.y - before.y)).toBeLessThan(2);
  expect(loads).toEqual([]);

  // It goes again, and nothing but its row with it.
  await ses(request, aws, 'DELETE', '/aaa.example.com');
  await refresh(other);
  await expect(row(page, 'aaa.example.com')).toHaveCount(0);
  await expect(read.getByRole('link').first()).toBeFocused();
  expect(Math.abs((await read.boundingBox())!.y - before.y)).toBeLessThan(2);
});

test('what is open and what is typed stays', async ({ page, request }) => {
  await open(page, '/users?q=instance:support-us');
  const box = page.getByRole('checkbox', { name: /^Select / }).first();
  await box.check();
  await page.getByText('Columns', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Tags' }).check();
  await page.getByRole('combobox', { name: 'Search everything' }).fill('half a wo');
  await refresh(page);
  await expect(page.getByRole('main').getByText(/^as of/)).toHaveText('as of just now');
  await expect(page.getByRole('main').getByRole('button', { name: 'refresh', exact: true })).toBeVisible();
  await expect(box).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Tags' })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Search everything' })).toHaveValue('half a wo');

  // What confirms a deletion is typed while other changes are made.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Delete 1 selected' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Delete 1 user' })).toBeVisible();
  await expect(page.locator('html[data-hydrated]')).toBeAttached();
  const confirmation = page.getByLabel(/^Type/);
  await confirmation.fill('delete');
  const told = page.waitForResponse((response) => response.url().includes('/api/bulk'));
  await tagSomebody(page, request);
  await told;
  await expect(confirmation).toHaveValue('delete');
  await expect(confirmation).toBeFocused();
});

/** Makes a change through Frontdesk, which open pages of changes are told of. */
async function tagSomebody(page: Page, request: APIRequestContext): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(`${frontdesk}/identities/us-east-1/shop.example.com`);
  await other.getByRole('link', { name: 'Edit tags' }).first().click();
  await other.getByRole('textbox', { name: /^Value of tag/ }).first().fill('live');
  await other.getByRole('button', { name: 'Review', exact: true }).click();
  await other.getByRole('button', { name: /^Save/ }).click();
  await expect(other.getByRole('status').filter({ hasText: 'made' }).first()).toBeVisible();
  await other.close();
}

test('a tab that nobody looks at is told nothing, and catches up', async ({ page, request }) => {
  await page.addInitScript(() => {
    const shown = { hidden: false };
    Object.defineProperty(document, 'hidden', { get: () => shown.hidden });
    Object.assign(window, {
      hide: (hidden: boolean) => {
        shown.hidden = hidden;
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      },
    });
  });
  const hide = (hidden: boolean) => page.evaluate((hidden) => (window as unknown as { hide: (hidden: boolean) => void }).hide(hidden), hidden);
  const opened = page.waitForRequest((request) => request.url().includes('/events'));
  await open(page, '/identities?sort=name');
  await opened;
  const closed = page.waitForEvent('requestfailed', (request) => request.url().includes('/events'));
  await hide(true);
  await closed;

  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await ses(request, aws, 'POST', '', { EmailIdentity: 'aab.example.com' });
  await refresh(page);
  await expect(async () => {
    expect(await (await page.request.get(`${frontdesk}/identities?q=aab.example.com`)).text()).toContain('Pending');
  }).toPass();
  expect(asked).toEqual([]);
  await hide(false);
  await expect(row(page, 'aab.example.com')).toContainText('Pending');
  await ses(request, aws, 'DELETE', '/aab.example.com');
  await refresh(page);
  await expect(row(page, 'aab.example.com')).toHaveCount(0);
});

test.describe('a session that ends', () => {
  test.use({ expectedStatuses: [401] });

  test('is said so at once in every open page', async ({ page, browser }) => {
    const context = await browser.newContext({ storageState: await signedIn('viewer', frontdesk) });
    const other = await context.newPage();
    await other.goto(`${frontdesk}/users`);
    await expect(other.locator('html[data-hydrated]')).toBeAttached();
    await open(page, '/');
    const form = { subject: 'demo-viewer' };
    const answer = await page.request.post(`${frontdesk}/api/end-all-sessions-of`, { form, headers: { origin: frontdesk, accept: '*/*' } });
    expect(answer.ok()).toBe(true);
    await expect(other.getByRole('status').filter({ hasText: 'You were signed out.' })).toBeVisible();
    await expect(other.getByRole('rowheader').first()).toBeVisible();
    await context.close();
  });
});

test.describe('a server that is started again', () => {
  test.use({ storageState: nobody, expectedConsole: /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/ });

  test('is found again by an open page, which shows what it missed', async ({ page, request }) => {
    const simulated = await simulatedAws();
    const data = test.info().outputPath('data');
    const settings = { FRONTDESK_AUTH__MODE: 'none', ...quotas };
    let served = await serve(simulated, data, settings);
    try {
      await expect(async () => {
        await page.goto(`${served.urls[0]}/identities?sort=name`);
        await expect(row(page, 'shop.example.com')).toContainText('Verified', { timeout: 1_000 });
      }).toPass({ timeout: 20_000 });
      await expect(page.locator('html[data-hydrated]')).toBeAttached();
      await page.getByRole('combobox', { name: 'Search everything' }).fill('half a wo');
      const address = new URL(served.urls[0]).host;
      await served.stop();
      await ses(request, simulated.urls[0], 'POST', '', { EmailIdentity: 'aac.example.com' });
      served = await serve(simulated, data, settings, address);
      await expect(row(page, 'aac.example.com')).toContainText('Pending', { timeout: 30_000 });
      await expect(page.getByRole('combobox', { name: 'Search everything' })).toHaveValue('half a wo');
    } finally {
      await served.stop();
      await simulated.stop();
    }
  });
});
