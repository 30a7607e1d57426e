import { expect, expectAccessible, row, signedIn, test } from './fixtures';
import { Running, frontdeskBinary } from './processes';
import type { Page } from '@playwright/test';

// A demo of these tests' own: they pause what others wait for.
let demo: Running;

test.use({ viewport: { width: 1440, height: 900 } });
test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  const quotas = { FRONTDESK_QUOTAS__SES: '1000', FRONTDESK_QUOTAS__CONNECT: '1000', FRONTDESK_QUOTAS__CONNECT_READS: '1000', FRONTDESK_QUOTAS__WORKSPACES: '1000' };
  demo = await Running.start(frontdeskBinary, ['demo', '--listen', '127.0.0.1:0', '--rates', 'off'], quotas);
});

test.afterAll(async () => {
  await demo?.stop();
});

async function open(page: Page, role: 'viewer' | 'operator', path = '/sync'): Promise<void> {
  await page.context().addCookies((await signedIn(role, demo.urls[0])).cookies);
  await expect(async () => {
    const { rounds } = await (await page.request.get(`${demo.urls[0]}/api/sync`)).json();
    expect(rounds.filter((round: { state: string }) => round.state === 'Reading')).toEqual([]);
  }).toPass({ timeout: 20_000 });
  await page.goto(demo.urls[0] + path);
}

const list = (page: Page, name: string) => row(page, `${name} in eu-west-2`);
const summary = (page: Page) => page.getByRole('status').filter({ hasText: /^Of \d+ lists/ });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    /** Waits until the page reacts, where it is going to. */
    const isReady = async (page: Page) => {
      if (javaScriptEnabled) await expect(page.locator('html[data-hydrated]')).toBeAttached();
    };

    test('an operator pauses a service in a Region, and resumes it', async ({ page }) => {
      await open(page, 'operator');
      await isReady(page);
      await expect(list(page, 'Identities')).toContainText('Resting');
      await list(page, 'Identities').getByRole('button', { name: /^Pause/ }).click();
      await expect(list(page, 'Identities')).toContainText('Paused');
      await expect(list(page, 'Identities')).toContainText('by Demo operator since');
      await expect(list(page, 'Identities').getByRole('button', { name: /^Refresh/ })).toHaveCount(0);
      await expect(list(page, 'Users')).toContainText('Resting');
      await expect(summary(page)).toContainText('1 paused');
      await expect(page.getByRole('banner').getByRole('link', { name: /partly paused$/ })).toBeVisible();
      if (javaScriptEnabled) await expect(list(page, 'Identities').getByRole('button')).toBeFocused();
      await expectAccessible(page);

      await list(page, 'Identities').getByRole('button', { name: /^Resume/ }).click();
      await expect(list(page, 'Identities')).not.toContainText('Paused');
      await expect(list(page, 'Identities')).toContainText('just now');
    });

    test('all is paused and resumed with one button', async ({ page }) => {
      await open(page, 'operator');
      await isReady(page);
      await page.getByRole('button', { name: 'Pause all' }).click();
      await expect(summary(page)).toHaveText(/^Of (\d+) lists: \1 paused\.$/);
      await expect(page.getByRole('banner').getByRole('link', { name: /, paused$/ })).toBeVisible();
      await expect(page.getByRole('banner').getByRole('button', { name: 'refresh' })).toHaveCount(0);
      await page.getByRole('button', { name: 'Resume all' }).click();
      await expect(summary(page)).not.toContainText('paused');
    });

    test('a viewer has it read now, and sees what pausing takes', async ({ page }) => {
      await open(page, 'viewer');
      await isReady(page);
      await expect(page.getByRole('button', { name: /^Pause all/ })).toContainText('Needs the operator role.');
      await expect(list(page, 'Users').getByRole('button')).toHaveCount(1);
      await list(page, 'Users').getByRole('button', { name: /^Refresh/ }).click();
      await expect(list(page, 'Users')).toContainText('just now');
      await expect(list(page, 'Users')).toContainText(/(\d+) of \1/);
      await page.getByText(/\d+ operations, /).click();
      await expect(row(page, 'GetEmailIdentity in eu-west-2')).toContainText('a minute');
      await expectAccessible(page);
    });
  });
}

test('one comes to it from how old a page is, and from the search', async ({ page }) => {
  await open(page, 'viewer', '/users');
  await expect(page.locator('html[data-hydrated]')).toBeAttached();
  await page.getByRole('banner').getByRole('link', { name: /^as of/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sync' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('pause');
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByRole('link', { name: 'Sync', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sync' })).toBeVisible();
});

test('it fits on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'operator');
  await expect(list(page, 'Identities').getByRole('button', { name: /^Pause/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
