import { everythingIsRead, expect, openMenu, pages, row, test } from './fixtures';

test.beforeEach(({ page }) => everythingIsRead(page));

for (const [path, heading] of pages) {
  test(`is complete without JavaScript: ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page.getByText('Loading…')).toHaveCount(0);
    await expect(page.getByText('checking…')).toHaveCount(0);
  });
}

test('filters, sorts and pages', async ({ page }) => {
  await page.goto('/users');
  await page.getByRole('searchbox', { name: 'Filter users' }).fill('instance:support-eu');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page.getByText('40 of 172')).toBeVisible();
  await page.getByRole('columnheader', { name: 'Username' }).getByRole('link').click();
  await expect(page.getByRole('columnheader', { name: 'Username' })).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('link', { name: '25', exact: true }).click();
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page.getByText('26–40 of 40')).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Filter users' })).toHaveValue('instance:support-eu');
});

test('chooses columns and the theme', async ({ page }) => {
  await page.goto('/identities?q=type:domain');
  await page.getByText('Columns', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Tags' }).check();
  await page.getByRole('button', { name: 'Show these' }).click();
  await expect(page.getByRole('columnheader', { name: 'Tags' })).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Filter identities' })).toHaveValue('type:domain');
  await openMenu(page);
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('columnheader', { name: 'Tags' })).toBeVisible();
});

test('asks for a refresh and comes back', async ({ page }) => {
  await page.goto('/identities?q=shop');
  await page.getByRole('main').getByRole('button', { name: 'refresh' }).click();
  await expect(page).toHaveURL('/identities?q=shop');
  await expect(row(page, 'shop.example.com').first()).toBeVisible();
});
