import { Changing } from './changes';
import { browserOf, expect, expectAccessible, test, value } from './fixtures';

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';
  // What one of them changes, the other does not look at.
  const address = javaScriptEnabled ? 'vip@support-us.email.connect.aws' : 'orders@shop.example.com';

  test.describe(`${variant} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test('what a colleague changed meanwhile is shown, and chosen line by line', async ({ page, browser, baseURL }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo(`/email-addresses?q=${address}`);
      await page.getByRole('link', { name: address, exact: true }).click();
      await changing.follow('Edit', /^Edit email address: /);
      await page.getByLabel(/^Display name/).fill(`Mine ${variant}`);
      const form = page.url();

      const colleague = await browserOf(browser, 'operator', baseURL!);
      const theirs = await colleague.newPage();
      const theirChanging = new Changing(theirs, javaScriptEnabled);
      await theirs.goto(form);
      await theirChanging.isReady();
      await theirs.getByLabel(/^Display name/).fill(`Theirs ${variant}`);
      await theirs.getByLabel(/^Description/).fill(`Theirs ${variant}`);
      await theirs.getByRole('button', { name: 'Review', exact: true }).click();
      await theirs.getByRole('button', { name: 'Save 2 changes' }).click();
      await expect(value(theirs, 'Address', 'Description')).toContainText(`Theirs ${variant}`);
      await colleague.close();

      await page.getByLabel(/^Display name/).fill(`Mine, again ${variant}`);
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByText('It changed since you opened the form.')).toBeVisible();
      await changing.isReady();
      await expect(page.getByRole('row', { name: new RegExp(`^Display name .* Theirs ${variant} Mine, again ${variant}`) })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('checkbox', { name: /for Display name$/ }).uncheck();
      await page.getByRole('button', { name: 'Go on', exact: true }).click();
      await expect(page.getByText('It changed since you opened the form.')).toHaveCount(0);
      await expect(page.getByRole('row', { name: new RegExp(`Display name Theirs ${variant} Mine, again ${variant}`) })).toBeVisible();
      await changing.isReady();
      await changing.make(/^Save 1 change$/);
      await expect(value(page, 'Address', 'Display name')).toContainText(`Mine, again ${variant}`);
      await expect(value(page, 'Address', 'Description')).toContainText(`Theirs ${variant}`);
    });

    test('what was typed is kept for a day, and can be begun anew', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo(`/email-addresses?q=${address}`);
      await page.getByRole('link', { name: address, exact: true }).click();
      await changing.follow('Edit', /^Edit email address: /);
      const name = page.getByLabel(/^Display name/);
      const before = await name.inputValue();
      await name.fill('n'.repeat(257));
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('alert').getByText('Display name: Use at most 256 characters.')).toBeVisible();
      if (javaScriptEnabled) {
        // Kept a moment after the last key, though it was not sent.
        await page.waitForResponse((response) => response.url().endsWith('/api/keep-form'));
      }
      await page.goto('/email-addresses');
      await page.goto(`/email-addresses?q=${address}`);
      await page.getByRole('link', { name: address, exact: true }).click();
      await changing.isReady();
      await changing.follow('Edit', /^Edit email address: /);
      await expect(page.getByText('This is what you typed before')).toBeVisible();
      await expect(name).toHaveValue('n'.repeat(257));
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Start over' }).click();
      await expect(name).toHaveValue(before);
    });
  });
}
