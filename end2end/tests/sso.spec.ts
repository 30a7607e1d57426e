import type { APIRequestContext, Page } from '@playwright/test';
import { expect, nobody, openMenu, test } from './fixtures';
import { Running, serve, simulatedAws } from './processes';

// A real, certified OpenID provider, and a Frontdesk before a simulated AWS that trusts it.
let provider: Running;
let aws: Running;
let frontdesk: Running;

test.use({ role: null, viewport: { width: 1440, height: 900 } });
// Each test changes what the one provider says.
test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ playwright }) => {
  provider = await Running.start('node_modules/node/bin/node', ['provider/provider.mjs', '--client-secret', 'a secret for tests']);
  aws = await simulatedAws();
  frontdesk = await serve(aws, test.info().outputPath('data'), {
    FRONTDESK_OIDC__ISSUER: provider.urls[0],
    FRONTDESK_OIDC__CLIENT_ID: 'frontdesk',
    FRONTDESK_OIDC__CLIENT_SECRET: 'a secret for tests',
    FRONTDESK_ROLES__VIEWER: 'frontdesk-viewers',
    FRONTDESK_ROLES__OPERATOR: 'frontdesk-operators',
    FRONTDESK_ROLES__ADMIN: 'frontdesk-admins',
    FRONTDESK_SESSION__CHECK: '1',
  });
  const request = await playwright.request.newContext();
  await tell(request, 'client', {
    redirect_uris: [`${frontdesk.urls[0]}/auth/callback`],
    post_logout_redirect_uris: [`${frontdesk.urls[0]}/auth/signed-out`],
    backchannel_logout_uri: `${frontdesk.urls[0]}/auth/backchannel`,
  });
  await request.dispose();
});

test.afterAll(async () => {
  for (const process of [frontdesk, aws, provider]) await process?.stop();
});

/** Has the provider change something. */
async function tell(request: APIRequestContext, command: string, body: object = {}): Promise<void> {
  const answer = await request.post(`${provider.urls[0]}/_control/${command}`, { data: body });
  expect(answer.ok(), await answer.text()).toBe(true);
}

async function signIn(page: Page, user: string, path = '/'): Promise<void> {
  await page.goto(`${frontdesk.urls[0]}${path}`);
  await expect(page.getByRole('heading', { name: 'Sign in at the provider' })).toBeVisible();
  await page.getByLabel('User').fill(user);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function expectSignedIn(page: Page, role: string): Promise<void> {
  await page.goto(`${frontdesk.urls[0]}/account`);
  await expect(page.getByRole('main').getByText(role, { exact: true }).first()).toBeVisible();
}

/** The page asks again what the session is worth; by then the provider has to have been asked, too. */
async function expectSignedOut(page: Page): Promise<void> {
  await expect(async () => {
    const answer = await page.request.get(`${frontdesk.urls[0]}/api/you`);
    expect(answer.status()).toBe(401);
  }).toPass();
}

for (const [user, role] of [
  ['vera', 'Viewer'],
  ['otto', 'Operator'],
  ['ada', 'Admin'],
] as const) {
  test(`${user}'s groups make an ${role} of them, on the page that they wanted`, async ({ page }) => {
    await signIn(page, user, '/identities?q=shop');
    await expect(page).toHaveURL(`${frontdesk.urls[0]}/identities?q=shop`);
    await expect(page.getByRole('heading', { name: 'Identities' })).toBeVisible();
    await expectSignedIn(page, role);
  });
}

test.describe('nobody in particular', () => {
  test.use({ expectedStatuses: [403] });

  test('somebody without a group is told so and sees nothing', async ({ page }) => {
    await signIn(page, 'nora');
    await expect(page.getByRole('heading', { name: 'You have no role here' })).toBeVisible();
    expect((await page.request.get(`${frontdesk.urls[0]}/api/you`)).status()).toBe(401);
  });
});

test('signing out ends the session here and at the provider', async ({ page }) => {
  await signIn(page, 'ada');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await openMenu(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(new RegExp(`^${provider.urls[0]}/`));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(new RegExp(`^${frontdesk.urls[0]}/auth/signed-out`));
  await expectSignedOut(page);
  await page.goto(`${frontdesk.urls[0]}/`);
  await expect(page.getByRole('heading', { name: 'Sign in at the provider' })).toBeVisible();
});

test.describe('an open page', () => {
  test.use({ expectedStatuses: [401] });

  test('the provider ends a session by its back channel', async ({ page, request }) => {
    await signIn(page, 'otto');
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await tell(request, 'end-session/otto');
    await expect(page.getByRole('status').filter({ hasText: 'You were signed out.' })).toBeVisible();
    expect((await page.request.get(`${frontdesk.urls[0]}/api/you`)).status()).toBe(401);
  });
});

test('keys that the provider has rotated are picked up', async ({ page, request }) => {
  await tell(request, 'rotate-keys');
  await signIn(page, 'vera');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('a role that is withdrawn is gone at the next check', async ({ page, request }) => {
  await signIn(page, 'ada');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await tell(request, 'account/ada', { groups: ['frontdesk-viewers'] });
  await expect(async () => {
    const you = await (await page.request.get(`${frontdesk.urls[0]}/api/you`)).json();
    expect(you.person.role).toBe('viewer');
  }).toPass();
  await tell(request, 'account/ada', { groups: ['frontdesk-admins'] });
});

test.describe('an open page of somebody', () => {
  test.use({ expectedStatuses: [401] });

  test('a person who is disabled at the provider is out at the next check', async ({ page, request }) => {
    await signIn(page, 'otto');
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await tell(request, 'account/otto', { disabled: true });
    await expectSignedOut(page);
    await tell(request, 'account/otto', { disabled: false });
  });
});

test.describe('while the provider is down', () => {
  test.use({ expectedStatuses: [503] });

  test('a clear page says so, and whoever is signed in goes on reading', async ({ page, browser, request }) => {
    await signIn(page, 'vera');
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await tell(request, 'down');
    try {
      await page.goto(`${frontdesk.urls[0]}/users`);
      await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible();
      const stranger = await browser.newContext({ storageState: nobody });
      const other = await stranger.newPage();
      // What the provider said of itself a moment ago still counts.
      await expect(async () => {
        await other.goto(`${frontdesk.urls[0]}/users`);
        await expect(other.getByRole('heading', { name: 'The sign-in service does not answer' })).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 20_000 });
      await stranger.close();
    } finally {
      await tell(request, 'up');
    }
  });
});
