import { expect, open, openMenu, test } from './fixtures';

test('the overview counts what there is and leads to it', async ({ page }) => {
  await open(page, '/');
  const identities = page.getByRole('region', { name: 'Identities' });
  await expect(identities).toContainText('30');
  await page.getByRole('link', { name: /without any address for notifications/ }).click();
  await expect(page).toHaveURL('/users?q=-has:notifications');
  await expect(page.getByRole('table')).toContainText('marek.kowalczyk');
});

test('the navigation shows where you are', async ({ page }) => {
  await open(page, '/users');
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await navigation.getByRole('link', { name: /^Identities/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Identities' })).toBeVisible();
  await expect(navigation.getByRole('link', { name: /^Identities/ })).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveTitle('Identities · Frontdesk');
});

test('Ctrl and slash go to the filter, Escape closes a menu', async ({ page }) => {
  await open(page, '/identities');
  await page.keyboard.press('Control+/');
  await expect(page.getByRole('searchbox', { name: 'Filter identities' })).toBeFocused();
  await page.getByText('Columns', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Show these' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Show these' })).toBeHidden();
});

test('the theme is chosen and kept', async ({ page }) => {
  await open(page, '/users');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await openMenu(page);
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page).toHaveURL('/users');
  expect(await background()).not.toBe(light);
  await openMenu(page);
  await page.getByRole('button', { name: 'Theme of the system' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', /./);
});

test('every page says how old it is, and a refresh reads anew', async ({ page }) => {
  await open(page, '/identities');
  await expect(page.getByRole('main').getByText(/^as of/)).toBeVisible();
  const version = async () => Number(await (await page.request.get('/api/version')).text());
  const before = await version();
  await page.getByRole('main').getByRole('button', { name: 'refresh' }).click();
  await expect.poll(version).toBeGreaterThan(before);
  await expect(page.getByRole('main').getByRole('button', { name: 'refresh', exact: true })).toBeEnabled();
  await expect(page.getByRole('main').getByText('as of just now')).toBeVisible();
});

test('the page loads its wasm once', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await open(page, '/');
  expect(requests.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
  expect(requests.every((url) => url.startsWith('http://127.0.0.1:'))).toBe(true);
});

test('the first link skips to the content', async ({ page }) => {
  await open(page, '/users');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus')).toBeVisible();
});
