import type { Page } from '@playwright/test';
import { Changing } from './changes';
import { expect, expectAccessible, row, test } from './fixtures';

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';

  test.describe(`${variant} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    /** Waits until the page says so: without scripts it has to be asked for again. */
    const comes = async (page: Page, text: string | RegExp): Promise<void> => {
      await expect(async () => {
        if (!javaScriptEnabled) await page.reload();
        await expect(page.getByText(text)).toBeVisible({ timeout: 1_000 });
      }).toPass();
    };

    test('several users are edited together', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo('/users?q=instance:support-us&size=25');
      const boxes = page.getByRole('checkbox', { name: /^Select / });
      await boxes.nth(javaScriptEnabled ? 0 : 2).check();
      await boxes.nth(javaScriptEnabled ? 1 : 3).check();
      await page.getByRole('button', { name: javaScriptEnabled ? 'Edit 2 selected' : 'Edit selected' }).click();
      await expect(page.getByText('2 selected')).toBeVisible();
      await changing.isReady();
      await page.getByRole('textbox', { name: 'Key of tag 1' }).fill('bulk');
      await page.getByRole('textbox', { name: 'Value of tag 1' }).fill(variant);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Edit 2 users' })).toBeVisible();
      await expect(page.getByText('2 of 2 will be changed, with 2 calls to AWS.')).toBeVisible();
      await changing.isReady();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Edit 2 users' }).click();
      await comes(page, 'Of 2: 2 made.');
      await page.getByRole('link', { name: 'Record', exact: true }).first().click();
      await expect(page.getByRole('heading', { level: 1, name: /^Edit / })).toBeVisible();
    });

    test('all that a filter finds are edited together', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo('/users?q=instance:support-eu');
      await page.getByRole('button', { name: /^Edit all \d+$/ }).click();
      await expect(page.getByText(/^\d+ selected$/)).toBeVisible();
      await changing.isReady();
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('alert').getByText('Routing profile: Choose something to change.')).toBeVisible();
      await changing.isReady();
      await page.getByLabel(/^Tags to remove/).fill('employment');
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: /^Edit \d+ users$/ })).toBeVisible();
      await expect(page.getByText('are left out: the table says why.').or(page.getByText(/will be changed, with \d+ calls to AWS\.$/))).toBeVisible();
    });

    test('users are deleted together once the number is typed', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo('/users?q=instance:support-us&size=25&page=2');
      const box = page.getByRole('checkbox', { name: /^Select / }).nth(javaScriptEnabled ? 0 : 1);
      const name = (await box.getAttribute('aria-label'))?.replace('Select ', '') ?? '';
      await box.check();
      await page.getByRole('button', { name: javaScriptEnabled ? 'Delete 1 selected' : 'Delete selected' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Delete 1 user' })).toBeVisible();
      await changing.isReady();
      await page.getByRole('button', { name: 'Delete 1 user' }).click();
      await expect(page.getByText('Nothing was begun.')).toBeVisible();
      await changing.isReady();
      await page.getByLabel(/^Type/).fill('delete 1');
      await page.getByRole('button', { name: 'Delete 1 user' }).click();
      await comes(page, 'Of 1: 1 made.');
      await changing.goTo(`/users?q=${name}`);
      await expect(row(page, name)).toHaveCount(0);
    });

    test('where nobody is selected, that is asked for', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo('/users?q=instance:support-us');
      for (const verb of ['Edit', 'Delete']) {
        await page.getByRole('button', { name: `${verb} selected`, exact: true }).click();
        await expect(page.getByText('Select users in the list first.').first()).toBeVisible();
        await expectAccessible(page);
        await changing.goTo('/users?q=instance:support-us');
      }
    });
  });
}

test.describe('what is selected', () => {
  const box = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}` });
  const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter users' });

  test.beforeEach(async ({ page }) => {
    await new Changing(page, true).goTo('/users?q=akerstrom');
    await box(page, 'zoe.akerstrom').check();
    await filter(page).fill('okonkwo');
    await box(page, 'amara.okonkwo').check();
    await expect(box(page, 'zoe.akerstrom')).toBeHidden();
  });

  test('stays so while other rows are shown', async ({ page }) => {
    await filter(page).fill('');
    await filter(page).fill('akerstrom');
    await expect(box(page, 'zoe.akerstrom')).toBeChecked();
    await page.getByRole('button', { name: 'Edit 2 selected' }).click();
    await expect(page.getByText('2 selected')).toBeVisible();
  });

  test('and where nothing is found is said, and can be edited', async ({ page }) => {
    await filter(page).fill('nobodyhere');
    await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Leave out 2 not shown' })).toBeVisible();
    await page.getByRole('button', { name: 'Edit 2 selected' }).click();
    await expect(page.getByText('2 selected')).toBeVisible();
  });

  test('and not shown can be left out', async ({ page }) => {
    await page.getByRole('button', { name: 'Leave out 1 not shown' }).click();
    await page.getByRole('button', { name: 'Edit 1 selected' }).click();
    await expect(page.getByText('1 selected')).toBeVisible();
  });
});

test('the audit log tells what was done, and undoes it', async ({ page }) => {
  const changing = new Changing(page, true);
  await changing.goTo('/email-addresses?q=press');
  await page.getByRole('link', { name: 'press@support.example.org' }).click();
  await changing.follow('Edit', /^Edit email address/);
  await page.getByLabel(/^Display name/).fill('Press office');
  await changing.review();
  await changing.make(/^Save 1 change$/);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('row').filter({ hasText: 'press@support.example.org' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Edit press@/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Review: Edit press@/ })).toBeVisible();
});
