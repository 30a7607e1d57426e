import { expect, expectAccessible, open, test } from './fixtures';
import type { Page } from '@playwright/test';
import { longSessions, shortIdle, shortSessions } from '../playwright.config';

const idle = (page: Page) => page.getByRole('status').filter({ hasText: 'You will be signed out at' });
const absolute = (page: Page) => page.getByRole('status').filter({ hasText: 'Your session ends at' });

test.describe('where sessions end after 130 seconds without anything done', () => {
  test.use({ baseURL: shortIdle });

  test('a warning comes two minutes before, and a click puts the end off', async ({ page }) => {
    await open(page, '/');
    await expect(idle(page)).toBeVisible({ timeout: 20_000 });
    await expect(idle(page)).toContainText(/at \d\d:\d\d UTC, in 2 minutes, because nothing was done/);
    await expectAccessible(page);
    const told = page.waitForResponse((response) => response.url().endsWith('/api/still-here'));
    await idle(page).getByRole('button', { name: 'Stay signed in' }).press('Enter');
    expect((await told).status()).toBe(200);
    await expect(idle(page)).toBeHidden();
  });

  test('what is done in another tab puts it off here too', async ({ page, context }) => {
    await open(page, '/');
    await expect(idle(page)).toBeVisible({ timeout: 20_000 });
    const other = await context.newPage();
    await other.goto('/identities');
    await expect(idle(page)).toBeHidden({ timeout: 20_000 });
  });
});

test.describe('where sessions end after 305 seconds in any case', () => {
  // The one before ends as the new one begins: what the first tab asks until the browser has the new cookie is refused.
  test.use({ baseURL: shortSessions, expectedStatuses: [401] });

  test('a warning comes five minutes before, and leads to where one signs in', async ({ page, context }) => {
    await open(page, '/');
    await expect(absolute(page)).toBeVisible({ timeout: 20_000 });
    await expect(absolute(page)).toContainText(/at \d\d:\d\d UTC, in 5 minutes/);
    const opening = context.waitForEvent('page');
    await absolute(page).getByRole('link', { name: 'Sign in again in a new tab' }).click();
    const tab = await opening;
    await tab.getByRole('button', { name: 'Continue as admin' }).click();
    await expect(tab.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await tab.close();
    // The end is near, so that it is asked for every few seconds.
    await page.waitForResponse((response) => response.url().endsWith('/api/you') && response.status() === 200);
    await expect(page.getByRole('status').filter({ hasText: 'You were signed out.' })).toBeHidden({ timeout: 20_000 });
    await expect(page).toHaveURL('/');
  });
});

test.describe('where sessions last', () => {
  test.use({ baseURL: longSessions });

  test('the browser’s clock alone warns of nothing: the server is asked', async ({ page }) => {
    await page.clock.install();
    await open(page, '/users');
    await page.clock.pauseAt(Date.now() + 60_000);
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/you'));
    await page.clock.fastForward('28:30');
    expect((await asked).status()).toBe(200);
    await page.clock.runFor(5_000);
    await expect(idle(page)).toBeHidden();
  });

  test('what is done by hand is told to the server, at most once a minute; what the page does is not', async ({ page }) => {
    await page.clock.install();
    const told: string[] = [];
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/still-here')) told.push(request.url());
      if (/\/(events|api\/version)/.test(request.url())) asked.push(request.url());
    });
    await open(page, '/users');
    await page.keyboard.press('Shift');
    await page.clock.runFor(70_000);
    expect(asked.length).toBeGreaterThan(1);
    expect(told).toHaveLength(0);
    for (let at = 0; at < 5; at += 1) await page.keyboard.press('Shift');
    await expect.poll(() => told.length).toBe(1);
    await page.clock.runFor(61_000);
    await page.mouse.wheel(0, 100);
    await expect.poll(() => told.length).toBe(2);
  });
});
