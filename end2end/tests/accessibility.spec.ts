import { expectAccessible, open, pages, row, test } from './fixtures';

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    for (const [path] of pages) {
      test(`axe finds nothing at ${path}`, async ({ page }) => {
        await open(page, path);
        await expectAccessible(page);
      });
    }

    test('axe finds nothing on a user and on an e-mail address', async ({ page }) => {
      await open(page, '/users?q=zoe.akerstrom');
      await row(page, 'zoe.akerstrom').getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name: 'zoe.akerstrom' }).waitFor();
      await expectAccessible(page);
      await open(page, '/email-addresses?q=refunds');
      await row(page, 'refunds@shop.example.com').getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name: 'refunds@shop.example.com' }).waitFor();
      await expectAccessible(page);
    });
  });
}

test.describe('what is not there', () => {
  test.use({ expectedStatuses: [404] });

  test('axe finds nothing on a 404 and on an empty list', async ({ page }) => {
    await open(page, '/identities/us-east-1/nowhere.example.com');
    await expectAccessible(page);
    await open(page, '/users?q=nobodyhere');
    await expectAccessible(page);
  });
});
