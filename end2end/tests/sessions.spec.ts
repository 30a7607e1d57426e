import { browserOf, expect, expectAccessible, open, openMenu, test } from './fixtures';
import type { Browser, Page } from '@playwright/test';

const yours = (page: Page) => page.getByRole('region', { name: 'Your sessions', exact: true });
const signedOut = (page: Page) => page.getByRole('status').filter({ hasText: 'You were signed out.' });

/** A second browser of the same person, with a page open. */
async function elsewhere(browser: Browser, role: 'viewer' | 'operator' | 'admin', baseURL: string, path = '/users'): Promise<Page> {
  const context = await browserOf(browser, role, baseURL);
  const page = await context.newPage();
  await page.goto(path);
  await expect(page.locator('html[data-hydrated]')).toBeAttached();
  return page;
}

// On a server of their own, one after another: they end all sessions of a person.
test.describe.configure({ mode: 'default' });

test.describe('your sessions', () => {
  test.use({ role: 'operator', expectedStatuses: [401] });

  test('ending another one leaves what is on its page, and it goes on after signing in again', async ({ page, browser, baseURL }) => {
    const other = await elsewhere(browser, 'operator', baseURL ?? '');
    await other.getByRole('searchbox', { name: 'Filter users' }).fill('akerstrom');
    await expect(other.getByText('1 of 172')).toBeVisible();

    await open(page, '/account');
    await expect(yours(page).getByText('This one', { exact: true })).toHaveCount(1);
    await yours(page).getByRole('button', { name: /^End the session/ }).first().click();
    await expect(page.getByText('The session is over.')).toBeVisible();

    await expect(signedOut(other)).toBeVisible({ timeout: 10_000 });
    await expect(other.getByRole('searchbox', { name: 'Filter users' })).toHaveValue('akerstrom');
    await expect(other.getByRole('rowheader', { name: 'zoe.akerstrom' })).toBeVisible();
    // Typing goes on, and what was found before stays until the server can be asked.
    await other.getByRole('searchbox', { name: 'Filter users' }).fill('okonkwo');
    await expect(other.getByRole('searchbox', { name: 'Filter users' })).toHaveValue('okonkwo');

    const opening = other.context().waitForEvent('page');
    await signedOut(other).getByRole('link', { name: 'sign in again in a new tab' }).click();
    const tab = await opening;
    await tab.getByRole('button', { name: 'Continue as operator' }).click();
    await expect(tab.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await tab.close();
    await expect(signedOut(other)).toBeHidden({ timeout: 20_000 });
    await expect(other.getByRole('searchbox', { name: 'Filter users' })).toHaveValue('okonkwo');
    await expect(other.getByRole('rowheader', { name: 'amara.okonkwo' })).toBeVisible();
    await other.context().close();
  });

  test('the one that you are in is ended by signing out', async ({ page }) => {
    await open(page, '/account');
    await yours(page).getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
  });

  test('ending all ends this one too', async ({ page, browser, baseURL }) => {
    const other = await elsewhere(browser, 'operator', baseURL ?? '');
    await open(page, '/account');
    await expect(yours(page).getByText('Ends this one too')).toBeVisible();
    await yours(page).getByRole('button', { name: 'End all' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the demo' })).toBeVisible();
    await expect(signedOut(other)).toBeVisible({ timeout: 10_000 });
    await other.context().close();
  });
});

test.describe('everyone’s sessions', () => {
  test.use({ expectedStatuses: [401] });

  test('are found as you type, and ended', async ({ page, browser, baseURL }) => {
    const other = await elsewhere(browser, 'viewer', baseURL ?? '');
    await open(page, '/sessions');
    await page.getByRole('searchbox', { name: 'Filter sessions' }).pressSequentially('viewer');
    await expect(page).toHaveURL('/sessions?q=viewer');
    await expect(page.getByText('This one', { exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: /^End the session/ }).first().click();
    await expect(page.getByText('The session is over.')).toBeVisible();
    await expect(page.getByRole('searchbox', { name: 'Filter sessions' })).toHaveValue('viewer');
    await expect(signedOut(other)).toBeVisible({ timeout: 10_000 });
    await other.context().close();
  });

  test('are ended by the person', async ({ page, browser, baseURL }) => {
    const others = [await elsewhere(browser, 'viewer', baseURL ?? ''), await elsewhere(browser, 'viewer', baseURL ?? '', '/identities')];
    await open(page, '/sessions?q=viewer');
    await page.getByRole('button', { name: /^End all of/ }).first().click();
    await expect(page.getByText('All sessions of that person are over.')).toBeVisible();
    await expect(page.getByText('No session is found by “viewer”.')).toBeVisible();
    for (const other of others) {
      await expect(signedOut(other)).toBeVisible({ timeout: 10_000 });
      await other.context().close();
    }
  });
});

test.describe('many sessions', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('fit, with a browser that calls itself anything', async ({ page, browser, baseURL }) => {
    const origin = baseURL ?? '';
    for (let at = 0; at < 60; at += 1) {
      const headers = { origin, 'user-agent': `${at} ${'x'.repeat(900)}<b>&"` };
      const context = await browserOf(browser, null, origin);
      await context.request.post('/auth/sign-in', { form: { role: 'admin', return_to: '/' }, headers, maxRedirects: 0 });
      await context.close();
    }
    await open(page, '/account');
    expect(await yours(page).getByRole('row').count()).toBeGreaterThan(60);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
    await open(page, '/sessions');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, role: 'operator' });

  test('sessions are ended, one and all', async ({ page, browser, baseURL }) => {
    const other = await (await browserOf(browser, 'operator', baseURL ?? '')).newPage();
    await page.goto('/account');
    const buttons = yours(page).getByRole('button', { name: /^End the session/ });
    const before = await buttons.count();
    await buttons.first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
    await expect(buttons).toHaveCount(before - 1);
    await other.goto('/users');
    await expect(other.getByRole('heading', { level: 1, name: 'Sign in to the demo' })).toBeVisible();
    await other.getByRole('button', { name: 'Continue as operator' }).click();
    await page.reload();
    await yours(page).getByRole('button', { name: 'End all' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the demo' })).toBeVisible();
    await other.context().close();
  });

  test.describe('as an admin', () => {
    test.use({ role: 'admin' });

    test('everyone’s sessions are filtered', async ({ page }) => {
      await page.goto('/sessions');
      await page.getByRole('searchbox', { name: 'Filter sessions' }).fill('nobody at all');
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await expect(page.getByText('No session is found by “nobody at all”.')).toBeVisible();
    });
  });
});

test('the menu and the account work on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/users');
  await openMenu(page);
  await page.getByRole('banner').getByRole('link', { name: 'Your account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});
