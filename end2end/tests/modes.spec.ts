import { expect, expectAccessible, openMenu, test } from './fixtures';
import { Running, frontdeskBinary, serve, simulatedAws } from './processes';

test.use({ role: null });

test.describe('without sign-in', () => {
  let aws: Running;
  let frontdesk: Running;

  test.beforeAll(async () => {
    aws = await simulatedAws();
    frontdesk = await serve(aws, test.info().outputPath('data'), {
      FRONTDESK_AUTH__MODE: 'none',
    });
  });

  test.afterAll(async () => {
    for (const process of [frontdesk, aws]) await process?.stop();
  });

  test('every page says that whoever is here is an admin', async ({ page }) => {
    for (const path of ['/', '/users', '/account']) {
      await page.goto(frontdesk.urls[0] + path);
      await expect(page.getByText('No sign-in: whoever can open this address on this machine is an admin.')).toBeVisible();
    }
    await expectAccessible(page);
  });
});

test.describe('read-only', () => {
  let demo: Running;

  test.beforeAll(async () => {
    demo = await Running.start(frontdeskBinary, ['demo', '--read-only', '--listen', '127.0.0.1:0', '--rates', 'off']);
  });

  test.afterAll(async () => {
    await demo?.stop();
  });

  test('an admin sees that nothing can be changed, and what that means', async ({ page }) => {
    await page.goto(demo.urls[0]);
    await page.getByRole('button', { name: 'Continue as admin' }).click();
    await expect(page.getByRole('banner').getByText('Read-only')).toBeVisible();
    await openMenu(page);
    await page.getByRole('link', { name: 'Your account' }).click();
    const change = page.getByRole('row').filter({ hasText: 'Create identities and edit their settings' });
    await expect(change).toContainText('Frontdesk is read-only');
  });
});
