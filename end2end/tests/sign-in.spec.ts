import { expect, expectAccessible, open, openMenu, roles, test } from './fixtures';

test.use({ role: null });

for (const role of roles) {
  test(`the demo lets one in as its ${role}, on the page that was asked for`, async ({ page }) => {
    await page.goto('/identities?q=shop');
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the demo' })).toBeVisible();
    await page.getByRole('button', { name: `Continue as ${role}` }).click();
    await expect(page).toHaveURL('/identities?q=shop');
    await expect(page.getByRole('heading', { level: 1, name: 'Identities' })).toBeVisible();
    await expect(page.locator('summary').filter({ hasText: 'You:' })).toContainText(role, { ignoreCase: true });
  });
}

test('sign-in leads to pages of Frontdesk only', async ({ page }) => {
  for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)']) {
    await page.context().clearCookies();
    await page.goto(`/auth/sign-in?return_to=${encodeURIComponent(elsewhere)}`);
    await page.getByRole('button', { name: 'Continue as viewer' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await expect(page).toHaveURL('/');
  }
});

test('nobody sees anything without signing in', async ({ page }) => {
  for (const path of ['/', '/users', '/account', '/sessions', '/nowhere']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the demo' })).toBeVisible();
  }
  for (const path of ['/api/you', '/api/version', '/api/frame', '/api/everyones-sessions']) {
    expect((await page.request.get(path)).status(), path).toBe(401);
  }
  for (const path of ['/users.csv', '/identities/us-east-1/shop.example.com/dns.csv']) {
    const answer = await page.request.get(path);
    expect(answer.headers()['content-type'], path).not.toContain('csv');
    expect(await answer.text(), path).not.toMatch(/zoe\.akerstrom|_domainkey/);
  }
});

test.describe('signing out', () => {
  test.use({ role: 'operator' });

  test('ends the session, and Back shows nothing of it', async ({ page, context }) => {
    await open(page, '/users');
    const before = await context.cookies();
    await openMenu(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the demo' })).toBeVisible();
    await expect(page.getByText('amara.okonkwo')).toHaveCount(0);
    // The cookie that was stolen before is worth nothing now.
    await context.addCookies(before);
    await page.goto('/users');
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the demo' })).toBeVisible();
  });

  test('leads back in', async ({ page }) => {
    await open(page, '/users');
    await openMenu(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('button', { name: 'Continue as viewer' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  });

  test('signing in gives a cookie that scripts can not read and a new one each time', async ({ page, context }) => {
    await open(page, '/');
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const first = (await context.cookies()).map(({ value }) => value);
    await page.goto('/auth/sign-in');
    await page.getByRole('button', { name: 'Continue as viewer' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    const second = await context.cookies();
    expect(second.map(({ value }) => value)).not.toEqual(first);
    expect(second.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Lax')).toBe(true);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 844 }, role: 'viewer' });

      test('axe finds nothing where one signs in and is signed out, and nothing is too wide', async ({ page }) => {
        const expectFits = async () => {
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow).toBeLessThanOrEqual(0);
        };
        await open(page, '/account');
        await openMenu(page);
        await expectAccessible(page);
        await expectFits();
        await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
        await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
        await expectAccessible(page);
        await expectFits();
        await page.goto('/auth/sign-in');
        await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the demo' })).toBeVisible();
        await expectAccessible(page);
        await expectFits();
      });
    });
  }
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('one signs in and out', async ({ page }) => {
    await page.goto('/account');
    await page.getByRole('button', { name: 'Continue as operator' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
    await openMenu(page);
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
  });
});
