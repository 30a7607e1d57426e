import { expect, expectAccessible, open, openMenu, row, test, value } from './fixtures';

const everyones = /^Everyone’s sessions/;

for (const role of ['viewer', 'operator'] as const) {
  test.describe(role, () => {
    test.use({ role, expectedStatuses: [403] });

    test('sees what takes another role disabled, with the role that it takes', async ({ page }) => {
      await open(page, '/');
      await openMenu(page);
      const button = page.getByRole('banner').getByRole('button', { name: everyones });
      await expect(button).toBeDisabled();
      await expect(button).toContainText('Needs the admin role.');
      await button.focus();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL('/');
    });

    test('is told which role everyone’s sessions take, with status 403', async ({ page }) => {
      const answer = await page.goto('/sessions');
      expect(answer?.status()).toBe(403);
      await expect(page.getByRole('main')).toContainText('Needs the admin role.');
      await expect(page.getByRole('table')).toHaveCount(0);
      await expectAccessible(page);
      expect((await page.request.get('/api/everyones-sessions')).status()).toBe(403);
    });

    test('may end only own sessions, whatever is sent', async ({ page, baseURL }) => {
      await open(page, '/');
      for (const path of ['/api/end-anyones-session', '/api/end-all-sessions-of']) {
        const form = { id: 'x', subject: 'x' };
        const answer = await page.request.post(path, { form, headers: { origin: baseURL ?? '', accept: '*/*' } });
        expect(answer.status(), path).toBe(403);
      }
    });
  });
}

test.describe('what you may do', () => {
  const verdicts = {
    viewer: { read: 'Yes', edit: 'Needs the operator role.', delete: 'Needs the admin role.' },
    operator: { read: 'Yes', edit: 'Yes', delete: 'Needs the admin role.' },
    admin: { read: 'Yes', edit: 'Yes', delete: 'Yes' },
  } as const;

  for (const role of ['viewer', 'operator', 'admin'] as const) {
    test.describe(role, () => {
      test.use({ role });

      test('is listed, with why not', async ({ page }) => {
        await open(page, '/account');
        await expect(value(page, 'You', 'Role')).toContainText(role, { ignoreCase: true });
        await expect(row(page, 'See everything, save lists, refresh')).toContainText(verdicts[role].read);
        await expect(row(page, 'Create identities and edit their settings')).toContainText(verdicts[role].edit);
        await expect(row(page, 'Delete users, addresses, identities and connection aliases')).toContainText(verdicts[role].delete);
      });
    });
  }
});

test('an admin comes to everyone’s sessions from the menu', async ({ page }) => {
  await open(page, '/');
  await openMenu(page);
  await page.getByRole('banner').getByRole('link', { name: everyones }).click();
  await expect(page).toHaveURL('/sessions');
  await expect(page.getByRole('heading', { level: 1, name: everyones })).toBeVisible();
  // The menu is out of the way, and what it led to has the focus.
  await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toBeHidden();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, role: 'viewer' });

  test('the menu opens and says what takes another role', async ({ page }) => {
    await page.goto('/');
    await openMenu(page);
    await expect(page.getByRole('banner').getByRole('button', { name: everyones })).toContainText('Needs the admin role.');
    await page.getByRole('banner').getByRole('link', { name: 'Your account' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  });
});
