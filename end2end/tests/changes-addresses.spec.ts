import { Changing } from './changes';
import { expect, expectAccessible, row, test, value } from './fixtures';

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';

  test.describe(`${variant} JavaScript`, () => {
    test.use({ javaScriptEnabled });

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
      await changing.review();
      await expect(page.getByRole('row', { name: /Display name New New & improved/ })).toBeVisible();
      await changing.make(/^Save 1 change$/);
      await expect(value(page, 'Address', 'Display name')).toContainText('New & improved');
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

      await changing.follow('Delete', /^Delete email address/);
      await changing.review();
      await page.getByLabel(/^Type/).fill(address);
      await changing.make(/^Delete/);
      await expect(page.getByRole('heading', { level: 1, name: 'Email addresses' })).toBeVisible();
      await expect(row(page, address)).toHaveCount(0);
    });

    test('a connection string is reserved only when it is typed again', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      const name = `desks-${variant}.example.com`;
      await changing.goTo('/connection-aliases');
      await changing.follow('Create connection alias', /^Create connection alias$/);
      await expect(page.getByText('reserved to this AWS account for ever').first()).toBeVisible();
      await page.getByLabel(/^Connection string/).fill(name);
      await page.getByRole('checkbox', { name: /^us-east-1/ }).check();
      await page.getByRole('checkbox', { name: /^eu-west-2/ }).check();
      await changing.review();
      await page.getByRole('button', { name: /^Create/ }).click();
      await expect(page.getByText('Nothing was changed.')).toBeVisible();
      await changing.isReady();
      await page.getByLabel(/^Type/).fill(name);
      await changing.make(/^Create/);
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await expect(page.getByRole('region', { name: 'us-east-1' })).toBeVisible();
      await expect(page.getByRole('region', { name: 'eu-west-2' })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test('an alias is associated with a free directory of its Region', async ({ page }) => {
  const changing = new Changing(page, true);
  await changing.goTo('/connection-aliases/lab.example.com');
  await changing.follow('Associate with a directory', /^Associate with a directory/);
  const free = page.getByLabel(/^Directory/).locator('option:not([disabled])').nth(1);
  await page.getByLabel(/^Directory/).selectOption(await free.getAttribute('value'));
  await changing.review();
  await changing.make(/^Associate/);
  await expect(page.getByRole('heading', { level: 1, name: 'lab.example.com' })).toBeVisible();
});

test('what can’t be done now says why', async ({ page }) => {
  const changing = new Changing(page, true);
  await changing.goTo('/connection-aliases/desktop.example.com');
  const remove = page.getByRole('button', { name: /^Delete Disassociate it first/ }).first();
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
});
