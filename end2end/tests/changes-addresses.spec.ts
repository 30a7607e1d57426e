import { Changing } from './changes';
import { expect, expectAccessible, row, test, value } from './fixtures';

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';

  test.describe(`${variant} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test('what can’t be an alias says why, and a draft can be given up', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo('/email-addresses?q=hello');
      await page.getByRole('link', { name: 'hello@support-eu.email.connect.aws' }).click();
      await changing.follow('Associate alias', /^Associate alias: hello@/);
      const alias = page.getByLabel(/^Alias/);
      await expect(alias.locator('option').filter({ hasText: 'it is the alias of returns@mail.example.com already' })).toBeDisabled();
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('alert').getByText('Alias: Choose the address whose mail is forwarded.')).toBeVisible();
      await changing.isReady();
      await alias.selectOption({ label: 'press@support.example.org' });
      await changing.review();
      await expect(page.getByRole('region', { name: 'Before and after' })).toContainText('is forwarded to hello@support-eu.email.connect.aws');
      await page.getByRole('button', { name: 'Give up this draft' }).click();
      await expect(page.getByRole('heading', { level: 1, name: /^Associate alias/ })).toBeVisible();
      await changing.isReady();
      await expect(alias).toHaveValue('');
    });

    test('an address is created, edited, forwarded to another, and deleted', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      const address = `new-${variant}@support-us.email.connect.aws`;
      await changing.goTo('/email-addresses?q=instance:support-us');
      await changing.follow('Create email address', /^Create email address$/);
      await page.getByRole('textbox', { name: /^Email address/ }).fill(`new-${variant}`);
      await page.getByLabel(/^Domain/).fill('support-us.email.connect.aws');
      await page.getByLabel(/^Display name/).fill('New');
      await changing.review();
      await changing.make(/^Create/);
      await expect(page.getByRole('heading', { level: 1, name: address })).toBeVisible();

      await changing.follow('Edit', /^Edit email address/);
      await page.getByLabel(/^Display name/).fill('New & improved');
      await page.getByRole('textbox', { name: 'Key of tag 1' }).fill('team');
      await page.getByRole('textbox', { name: 'Value of tag 1' }).fill('sales');
      await changing.review();
      await expect(page.getByRole('row', { name: /Display name New New & improved/ })).toBeVisible();
      await expect(page.getByRole('row', { name: /Tag team — sales/ })).toBeVisible();
      await changing.make(/^Save 2 changes$/);
      await expect(value(page, 'Address', 'Display name')).toContainText('New & improved');
      await expect(value(page, 'Address', 'Tags')).toContainText('sales');
      await expect(page.getByRole('main').getByText('Made').first()).toBeVisible();

      await changing.follow('Associate alias', /^Associate alias/);
      const alias = javaScriptEnabled ? 'careers@support-us.email.connect.aws' : 'feedback@example.org';
      await page.getByLabel(/^Alias/).selectOption({ label: alias });
      await changing.review();
      await expect(page.getByRole('region', { name: 'Before and after' })).toContainText(alias);
      await changing.make(/^Associate/);
      await expect(value(page, 'Alias', 'In short')).toContainText(`Mail to ${alias} is forwarded here`);

      await changing.follow('Disassociate alias', /^Disassociate alias/);
      await changing.review();
      await changing.make(/^Disassociate/);
      await expect(value(page, 'Alias', 'In short')).toContainText('receives its own mail only');

      await changing.undo();
      await changing.make(/^Associate/);
      await expect(value(page, 'Alias', 'In short')).toContainText(`Mail to ${alias} is forwarded here`);

      await changing.follow('Delete', /^Delete email address/);
      await expect(page.getByText(`Mail to ${alias} is no longer forwarded to ${address}.`)).toBeVisible();
      await changing.review();
      await expect(page.getByText(`${alias} is no longer its alias`)).toBeVisible();
      await page.getByLabel(/^Type/).fill(address);
      await changing.make(/^Delete/);
      await expect(page.getByRole('heading', { level: 1, name: 'Email addresses' })).toBeVisible();
      await expect(row(page, address)).toHaveCount(0);
    });
  });
}
