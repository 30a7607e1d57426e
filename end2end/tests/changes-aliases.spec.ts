import { Changing } from './changes';
import { expect, expectAccessible, test, value } from './fixtures';

const other = '444455556666';

test('what can’t be done now says why', async ({ page }) => {
  const changing = new Changing(page, true);
  await changing.goTo('/connection-aliases/desktop.example.com');
  const remove = page.getByRole('button', { name: /^Delete Disassociate it first/ }).first();
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await changing.goTo('/connection-aliases/partner-desktop.example.org');
  const main = page.getByRole('main');
  for (const name of [/^Share Only its owner can/, /^Edit tags Only its owner can/, /^Delete Only its owner can/]) {
    await expect(main.getByRole('button', { name }).first()).toHaveAttribute('aria-disabled', 'true');
  }
  await expectAccessible(page);
});

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';
  // What one of them changes, the other does not look at.
  const region = javaScriptEnabled ? 'us-east-1' : 'eu-west-2';

  test.describe(`${variant} JavaScript`, () => {
    test.use({ javaScriptEnabled });

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

    test('an alias is associated with a free directory of its Region', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo('/connection-aliases/lab.example.com');
      const card = page.getByRole('region', { name: region, exact: true });
      await changing.follow('Associate with a directory', /^Associate with a directory/, card);
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('alert').getByText('Directory: Choose a directory.')).toBeVisible();
      await changing.isReady();
      const directory = page.getByLabel(/^Directory/);
      await expect(directory.locator('option').filter({ hasText: 'desktop.example.com leads to it' })).toBeDisabled();
      const free = directory.locator('option:not([disabled])').nth(1);
      await directory.selectOption(await free.getAttribute('value'));
      await changing.review();
      await expect(page.getByText('holds the connection identifier')).toBeVisible();
      await changing.make(/^Associate/);
      await expect(page.getByRole('heading', { level: 1, name: 'lab.example.com' })).toBeVisible();
      await expect(value(page, region, 'Association')).toContainText('ASSOCIAT');
      await expect(value(page, region, 'TXT record')).toContainText('lab.example.com. 300 IN TXT');
    });

    test('an alias is disassociated, and what that does is drawn first', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo('/connection-aliases/desktop.example.com');
      const card = page.getByRole('region', { name: region, exact: true });
      await changing.follow('Disassociate', /^Disassociate: desktop\.example\.com$/, card);
      await expect(page.getByText('It leads to Everybody')).toBeVisible();
      await changing.review();
      const picture = page.getByRole('region', { name: 'Before and after' });
      await expect(picture).toContainText(`Leads nowhere in ${region}`);
      await changing.make(/^Disassociate$/);
      await expect(page.getByRole('heading', { level: 1, name: 'desktop.example.com' })).toBeVisible();
      await expect(value(page, region, 'Association')).toContainText('PENDING_DISASSOCIATION');
      // AWS takes a while, and says what it is at meanwhile.
      await changing.follow('Disassociate', /^Disassociate$/, card);
      await expect(page.getByText('AWS is disassociating it. Try again when that is done.')).toBeVisible();
      await expectAccessible(page);
    });

    test('an alias is no longer shared, shared again, tagged, and deleted once it is typed', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      const name = 'contractors.example.com';
      await changing.goTo(`/connection-aliases/${name}`);
      const card = page.getByRole('region', { name: region, exact: true });
      await expect(value(page, region, 'Shared with')).toContainText(other);
      await changing.follow('Stop sharing', /^Stop sharing: contractors/, card);
      await expect(page.getByText(`Account ${other} can no longer associate it.`)).toBeVisible();
      await changing.review();
      await changing.make(/^Stop sharing$/);
      await expect(value(page, region, 'Shared with')).toContainText('Nobody');

      await changing.follow('Share', /^Share: contractors/, card);
      const account = page.getByLabel(/^AWS account/);
      await account.fill('1234');
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('alert').getByText('AWS account: An AWS account’s id has 12 digits.')).toBeVisible();
      await expect(account).toHaveAccessibleDescription(/has 12 digits/);
      await expectAccessible(page);
      await changing.isReady();
      await account.fill('4444-5555-6666');
      await changing.review();
      await expect(page.getByText('can’t be unshared or deleted here')).toBeVisible();
      await changing.make(/^Share$/);
      await expect(value(page, region, 'Shared with')).toContainText(other);
      await changing.undo();
      await changing.make(/^Stop sharing$/);
      await expect(value(page, region, 'Shared with')).toContainText('Nobody');

      await changing.follow('Edit tags', /^Edit tags: contractors/, card);
      await page.getByRole('textbox', { name: 'Key of tag 1' }).fill('retired');
      await page.getByRole('textbox', { name: 'Value of tag 1' }).fill(variant);
      await changing.review();
      await changing.make(/^Save 1 change$/);
      await expect(value(page, region, 'Tags')).toContainText(variant);

      await changing.follow('Delete', /^Delete connection alias: contractors/, card);
      await changing.review();
      await expect(page.getByText(`the TXT record at ${name}`).first()).toBeVisible();
      await page.getByLabel(/^Type/).fill(name);
      await changing.make(/^Delete connection alias$/);
      if (javaScriptEnabled) {
        // It still stands in the other Region.
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
        await expect(value(page, region, 'State')).toContainText('DELETING');
      }
      await expect(page.getByRole('status').getByText(/^Delete contractors\.example\.com in .*: made\.$/)).toBeVisible();
      await page.getByRole('link', { name: 'Details', exact: true }).click();
      await expect(page.getByText('left behind').first()).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe('an operator', () => {
  test.use({ role: 'operator' });

  test('associates, and sees what it takes to share and delete', async ({ page }) => {
    const changing = new Changing(page, true);
    await changing.goTo('/connection-aliases/new.example.com');
    await expect(page.getByRole('button', { name: /^Share Needs the admin role/ })).toBeDisabled();
    await expect(page.getByRole('button', { name: /^Delete Needs the admin role/ })).toBeDisabled();
    await changing.follow('Associate with a directory', /^Associate with a directory$/);
    await expect(page.getByText('AWS is still creating it. Try again in a moment.')).toBeVisible();
  });
});
