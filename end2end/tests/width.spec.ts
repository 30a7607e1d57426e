import { expect, open, pages, row, test } from './fixtures';

for (const [path, heading] of pages) {
  test(`nothing is wider than the screen at ${path}`, async ({ page }) => {
    await open(page, path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('a row is a card that says what each value is', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/users?q=zoe.akerstrom');
  const card = row(page, 'zoe.akerstrom');
  await expect(card).toBeVisible();
  const width = (await card.boundingBox())?.width ?? 0;
  expect(width).toBeLessThanOrEqual(390);
  const label = await card.getByRole('cell').nth(1).evaluate((cell) => getComputedStyle(cell, '::before').content);
  expect(label).toContain('Email');
});
