import type { Page } from '@playwright/test';
import { everythingIsRead, expect, expectAccessible, open, row, test, value } from './fixtures';

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';
  // What one of them changes, the other does not look at.
  const colleague = javaScriptEnabled ? 'amara.okonkwo' : 'marek.kowalczyk';

  test.describe(`${variant} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    const goTo = async (page: Page, path: string): Promise<void> => {
      if (javaScriptEnabled) return open(page, path);
      await everythingIsRead(page);
      await page.goto(path);
    };

    const isReady = async (page: Page): Promise<void> => {
      if (javaScriptEnabled) await expect(page.locator('html[data-hydrated]')).toBeAttached();
    };

    /** Sends the form, and looks at its review. */
    const review = async (page: Page): Promise<void> => {
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: /^Review: / })).toBeVisible();
      await isReady(page);
      await expectAccessible(page);
    };

    const createIn = async (page: Page, instance: string): Promise<void> => {
      await goTo(page, `/users?q=instance:${instance}`);
      await page.getByRole('link', { name: 'Create user', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Create user' })).toBeVisible();
      await isReady(page);
    };

    const openUser = async (page: Page, username: string, link: string): Promise<void> => {
      await goTo(page, `/users?q=${username}`);
      await row(page, username).getByRole('link', { name: username, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: username, exact: true })).toBeVisible();
      await page.getByRole('main').getByRole('link', { name: link, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: new RegExp(`: ${username}$`) })).toBeVisible();
      await isReady(page);
    };

    test('a user is created from a colleague’s settings, and the password is shown once', async ({ page }) => {
      await createIn(page, 'support-us');
      await page.getByLabel('Copy from user').fill(colleague);
      if (javaScriptEnabled) await page.keyboard.press('Enter');
      else await page.getByRole('button', { name: 'Copy', exact: true }).click();
      // Only the form that comes back has one.
      await expect(page.getByLabel(/^Routing profile/)).not.toHaveValue('');
      await isReady(page);
      await page.getByLabel(/^Username/).fill(`new.${variant}`);
      await page.getByLabel(/^First name/).fill('Ana');
      await page.getByLabel(/^Last name/).fill('Nowak');
      await page.getByLabel(/^Email/).fill(`new.${variant}@example.com`);
      await page.getByRole('textbox', { name: 'Key of tag 1' }).fill('team');
      await page.getByRole('textbox', { name: 'Value of tag 1' }).fill('sales');
      await review(page);
      const password = page.getByLabel('Password');
      await password.fill('password');
      await page.getByRole('button', { name: 'Create user', exact: true }).click();
      await expect(page.getByText('Nothing was changed.')).toBeVisible();
      await isReady(page);
      await expect(password).toHaveValue('');
      await page.getByRole('button', { name: 'Create user', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'User created' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Show the password' }).click();
      await expect(page.locator('code')).toHaveText(/^\S{20}$/);
      await expectAccessible(page);
      await page.getByRole('link', { name: 'I have written it down' }).click();
      await expect(page.getByRole('heading', { level: 1, name: `new.${variant}`, exact: true })).toBeVisible();
      await expect(value(page, 'Identity', 'Email')).toContainText(`new.${variant}@example.com`);
    });

    test('an instance that uses SAML takes neither password nor email', async ({ page }) => {
      await createIn(page, 'support-eu');
      await expect(page.getByLabel(/^Email/)).toHaveCount(0);
      await page.getByText('Not used here').first().click();
      await expect(page.getByText('AWS refuses a password.')).toBeVisible();
      await page.getByLabel(/^Username/).fill(`new.${variant}`);
      await page.getByLabel(/^First name/).fill('Ana');
      await page.getByLabel(/^Last name/).fill('Nowak');
      await page.getByLabel(/^Secondary email/).fill('ana@example.com');
      await page.getByLabel(/^Routing profile/).selectOption({ index: 1 });
      await page.getByRole('checkbox', { name: 'Agent', exact: true }).check();
      await review(page);
      await expect(page.getByLabel('Password')).toHaveCount(0);
      await page.getByRole('button', { name: 'Create user', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: `new.${variant}`, exact: true })).toBeVisible();
    });

    test('the instance is chosen where the list shows several', async ({ page }) => {
      await goTo(page, '/users');
      await page.locator('summary').filter({ hasText: 'Create user' }).click();
      await page.getByRole('link', { name: /^legacy-directory · / }).first().click();
      await expect(page.getByText('Instance legacy-directory.')).toBeVisible();
      await expect(page.getByLabel(/^Directory user id/)).toBeVisible();
    });

    test('what is wrong is said at its field', async ({ page }) => {
      await createIn(page, 'support-us');
      await page.getByLabel(/^Username/).fill('zoe@example');
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('alert').getByText('First name: Give a first name.')).toBeVisible();
      await expect(page.getByLabel(/^Username/)).toHaveAccessibleDescription(/only in a whole email address/);
      await expectAccessible(page);
    });

    test('a desk phone needs a number, which is asked for where it is one', async ({ page }) => {
      await openUser(page, colleague, 'Edit');
      const number = page.getByLabel(/^Desk phone number/);
      await page.getByRole('radio', { name: /^Soft phone/ }).check();
      await expect(number).toBeHidden();
      await page.getByRole('radio', { name: /^Desk phone/ }).check();
      await number.fill('+14155550100');
      await page.getByLabel(/^After contact work/).fill('45');
      await review(page);
      await page.getByRole('button', { name: /^Save \d changes?$/ }).click();
      await expect(page.getByRole('heading', { level: 1, name: colleague })).toBeVisible();
      await expect(value(page, 'Phone', 'Desk phone number')).toContainText('+14155550100');
    });

    test('another email is typed once more', async ({ page }) => {
      await openUser(page, colleague, 'Edit');
      await page.getByLabel(/^Email/).fill(`${variant}@example.net`);
      await review(page);
      await expect(page.getByText('can reset').first()).toBeVisible();
      await page.getByLabel(/to confirm$/).fill(`${variant}@example.net`);
      await page.getByRole('button', { name: 'Save 1 change', exact: true }).click();
      await expect(value(page, 'Identity', 'Email')).toContainText(`${variant}@example.net`);
    });

    test('a user is deleted once the username is typed', async ({ page }) => {
      await goTo(page, '/users?q=instance:legacy-directory');
      const link = page.getByRole('rowheader').getByRole('link').last();
      const username = await link.innerText();
      await openUser(page, username, 'Delete');
      await review(page);
      await page.getByLabel(/to confirm$/).fill(username);
      await page.getByRole('button', { name: 'Delete user', exact: true }).click();
      await expect(page).toHaveURL(/\/users\?changed=/);
      await expect(row(page, username)).toHaveCount(0);
    });
  });
}

test.describe('an operator', () => {
  test.use({ role: 'operator' });

  test('reads the email, edits the rest, and sees what it takes to delete', async ({ page }) => {
    await open(page, '/users?q=zoe.akerstrom');
    await row(page, 'zoe.akerstrom').getByRole('link', { name: 'zoe.akerstrom', exact: true }).click();
    await expect(page.getByRole('main').getByRole('button', { name: /^Delete Needs/ })).toBeDisabled();
    await page.getByRole('main').getByRole('link', { name: 'Edit', exact: true }).click();
    await expect(page.getByLabel(/^Email/)).not.toBeEditable();
    await expect(page.getByLabel(/^Email/)).toHaveAccessibleDescription(/Admin|admin/);
    await expectAccessible(page);
  });
});
