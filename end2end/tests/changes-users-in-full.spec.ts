import { Changing } from './changes';
import { expect, row, test, value } from './fixtures';

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';
  // What one of them changes, the other does not look at.
  const username = javaScriptEnabled ? 'siobhan.obrien' : 'lan.nguyen';

  test.describe(`${variant} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test('everything of a user is edited at once, and undone at once', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo(`/users?q=${username}`);
      await row(page, username).getByRole('link', { name: username, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: username, exact: true })).toBeVisible();
      const first = async (section: string, field: string) => (await value(page, section, field).innerText()).split('\n')[0].trim();
      const lastName = await first('Identity', 'Last name');
      const routingProfile = await first('Work', 'Routing profile');
      await changing.follow('Edit', new RegExp(`^Edit user: ${username}$`));

      await page.getByLabel(/^First name/).fill('Ana María');
      await page.getByLabel(/^Last name/).fill('Nowak-O’Brien');
      await page.getByLabel(/^Secondary email/).fill(`${variant}@example.org`);
      await page.getByLabel(/^Mobile/).fill('+44 20 7946 0958');
      await page.getByLabel(/^Routing profile/).selectOption('Back office');
      await page.getByRole('checkbox', { name: 'Workforce Planner', exact: true }).check();
      await page.getByLabel(/^Hierarchy group/).selectOption({ index: 1 });
      await page.getByRole('radio', { name: /^Desk phone/ }).check();
      await page.getByLabel(/^Desk phone number/).fill('+14155550199');
      await page.getByRole('checkbox', { name: /^Auto accept/ }).setChecked(true);
      await page.getByLabel(/^After contact work/).fill('77');
      await page.getByRole('textbox', { name: /^Key of tag/ }).last().fill('in-full');
      await page.getByRole('textbox', { name: /^Value of tag/ }).last().fill(variant);
      await changing.review();
      const changes = page.getByRole('region', { name: 'What changes' });
      for (const field of ['Last name', 'Secondary email', 'Mobile', 'Routing profile', 'After contact work', 'Tag in-full']) {
        await expect(changes.getByRole('rowheader', { name: new RegExp(`^${field}`) })).toBeVisible();
      }
      await changing.make(/^Save \d+ changes$/);

      await expect(page.getByRole('heading', { level: 1, name: username, exact: true })).toBeVisible();
      await expect(value(page, 'Identity', 'Last name')).toContainText('Nowak-O’Brien');
      await expect(value(page, 'Identity', 'Secondary email')).toContainText(`${variant}@example.org`);
      await expect(value(page, 'Identity', 'Mobile')).toContainText('+442079460958');
      await expect(value(page, 'Work', 'Routing profile')).toContainText('Back office');
      await expect(value(page, 'Work', 'Security profiles')).toContainText('Workforce Planner');
      await expect(value(page, 'Phone', 'Desk phone number')).toContainText('+14155550199');
      await expect(value(page, 'Tags', 'Tags')).toContainText('in-full');

      await changing.undo();
      await changing.make(/^Save \d+ changes$/);
      await expect(value(page, 'Identity', 'Last name')).toContainText(lastName);
      await expect(value(page, 'Work', 'Routing profile')).toContainText(routingProfile);
      await expect(value(page, 'Tags', 'Tags')).not.toContainText('in-full');
    });

    test('the user of a directory has the fields that the directory leaves', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo('/users?q=instance:legacy-directory');
      await page.getByRole('rowheader').getByRole('link').first().click();
      await changing.follow('Edit', /^Edit user: /);
      await expect(page.getByLabel(/^First name/)).toHaveCount(0);
      await page.getByText('Not used here').first().click();
      await expect(page.getByText(/^The directory keeps it/).first()).toBeVisible();
      await page.getByLabel(/^Mobile/).fill(javaScriptEnabled ? '+442079460101' : '+442079460102');
      await changing.review();
      await changing.make(/^Save 1 change$/);
      await expect(value(page, 'Identity', 'Mobile')).toContainText('+4420794601');
    });
  });
}
