import { everythingIsRead, expect, open, row, test } from './fixtures';

test.describe('users', () => {
  test('shows people with names in place of ids', async ({ page }) => {
    await open(page, '/users?q=instance:support-us');
    await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible();
    await expect(page.getByText('120 of 172')).toBeVisible();
    const amara = row(page, 'amara.okonkwo');
    await expect(amara.getByRole('cell').nth(5)).toContainText('Agent');
  });

  test('finds as you type, whatever the accents, and the URL says so', async ({ page }) => {
    await open(page, '/users');
    await page.getByRole('searchbox', { name: 'Filter users' }).pressSequentially('akerstrom');
    await expect(page.getByText('1 of 172')).toBeVisible();
    await expect(row(page, 'zoe.akerstrom')).toContainText('+14155550142');
    await expect(page).toHaveURL('/users?q=akerstrom');
    await expect(page.getByRole('searchbox', { name: 'Filter users' })).toBeFocused();
  });

  test('Back leads to what was typed, however soon one went on', async ({ page }) => {
    await open(page, '/users');
    const filter = page.getByRole('searchbox', { name: 'Filter users' });
    await filter.pressSequentially('akerstrom');
    await row(page, 'zoe.akerstrom').getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name: 'zoe.akerstrom' })).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL('/users?q=akerstrom');
    await expect(filter).toHaveValue('akerstrom');
    await expect(page.getByText('1 of 172')).toBeVisible();
  });

  test('a link counts after what was typed, also back to where that was', async ({ page }) => {
    await open(page, '/users');
    const filter = page.getByRole('searchbox', { name: 'Filter users' });
    await filter.pressSequentially('akerstrom');
    await expect(page).toHaveURL('/users?q=akerstrom');
    await page.getByRole('navigation', { name: 'Instance' }).getByRole('link', { name: 'All' }).click();
    await expect(page.getByText('1 of 172')).toBeVisible();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Users/ }).click();
    await expect(page.getByText('1–50 of 172')).toBeVisible();
    await expect(filter).toHaveValue('');
    await expect(page).toHaveURL('/users');
  });

  test('what is typed before the page reacts is found once it does', async ({ page, context }) => {
    await everythingIsRead(page);
    const network = await context.newCDPSession(page);
    const slowed = { offline: false, latency: 0, uploadThroughput: -1 };
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', { ...slowed, downloadThroughput: 50_000 });
    await page.goto('/users', { waitUntil: 'commit' });
    const filter = page.getByRole('searchbox', { name: 'Filter users' });
    await filter.fill('akerstrom');
    await expect(page.locator('html[data-hydrated]')).not.toBeAttached();
    await network.send('Network.emulateNetworkConditions', { ...slowed, downloadThroughput: -1 });
    await expect(page.getByText('1 of 172')).toBeVisible();
    await expect(filter).toHaveValue('akerstrom');
  });

  test('a token narrows, a slip of one explains itself', async ({ page }) => {
    await open(page, '/users?q=-has:notifications');
    await expect(row(page, 'marek.kowalczyk')).toBeVisible();
    await expect(row(page, 'zoe.akerstrom')).toBeHidden();
    await page.goto('/users?q=hsa:mobile');
    await expect(page.getByText('Did you mean “has:”?')).toBeVisible();
  });

  test('sorts by a click on a title, and back', async ({ page }) => {
    await open(page, '/users?q=instance:legacy-directory');
    const first = page.getByRole('rowheader').first();
    const title = page.getByRole('columnheader', { name: 'Username' });
    await expect(title).toHaveAttribute('aria-sort', 'ascending');
    const before = await first.innerText();
    await title.getByRole('link').click();
    await expect(title).toHaveAttribute('aria-sort', 'descending');
    await expect(page).toHaveURL('/users?q=instance:legacy-directory&sort=-username');
    await expect(first).not.toHaveText(before);
    await page.goBack();
    await expect(first).toHaveText(before);
  });

  test('pages through the URL', async ({ page }) => {
    await open(page, '/users?size=25');
    await expect(page.getByText('1–25 of 172')).toBeVisible();
    await page.getByRole('link', { name: 'Next' }).click();
    await expect(page.getByText('26–50 of 172')).toBeVisible();
    await expect(page).toHaveURL('/users?page=2&size=25');
    await page.goto('/users?page=99&size=7');
    await expect(page.getByText('“7” is not a page size')).toBeVisible();
    await expect(page.getByText('There is no page 99')).toBeVisible();
    await page.goto('/users?cols=nope');
    await expect(page.getByText('The list has no column “nope”')).toBeVisible();
  });

  test('shows the chosen columns only, and exports them', async ({ page }) => {
    await open(page, '/users?q=zoe.akerstrom');
    await page.getByText('Columns', { exact: true }).click();
    await page.getByRole('checkbox', { name: 'Routing profile' }).uncheck();
    await page.getByRole('checkbox', { name: 'User id' }).check();
    await page.getByRole('button', { name: 'Show these' }).click();
    await expect(page.getByRole('columnheader', { name: 'User id' })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: 'Routing profile' })).toBeHidden();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const download = await downloading;
    const csv = await (await import('node:fs/promises')).readFile(await download.path(), 'utf8');
    const [head, line] = csv.split('\r\n');
    expect(head).toContain('Username,Name,Email');
    expect(head).toContain('User id');
    expect(head).not.toContain('Routing profile');
    expect(line).toMatch(/^zoe\.akerstrom,Zoë Åkerström,/);
  });

  test('a filter that finds nothing offers to clear it', async ({ page }) => {
    await open(page, '/users?q=nobodyhere');
    await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Edit/ })).toBeHidden();
    await page.getByRole('link', { name: 'Clear the filter' }).click();
    await expect(page).toHaveURL('/users');
    await expect(page.getByRole('searchbox', { name: 'Filter users' })).toHaveValue('');
  });
});

test.describe('email addresses', () => {
  test('shows aliases in both directions, linked', async ({ page }) => {
    await open(page, '/email-addresses');
    await expect(page.getByText('18', { exact: true }).first()).toBeVisible();
    await expect(row(page, 'help@support-us.email.connect.aws')).toContainText('support@shop.example.com');
    await row(page, 'support@shop.example.com').getByRole('link', { name: 'help@support-us.email.connect.aws' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'help@support-us.email.connect.aws' })).toBeVisible();
  });

  test('narrows to an instance by a click', async ({ page }) => {
    await open(page, '/email-addresses');
    await page.getByRole('navigation', { name: 'Instance' }).getByRole('link', { name: /legacy-directory/ }).click();
    await expect(page).toHaveURL('/email-addresses?q=instance:legacy-directory');
    await expect(page.getByText('2 of 18')).toBeVisible();
  });
});

test.describe('identities', () => {
  test('shows every state as colour, shape and word', async ({ page }) => {
    await open(page, '/identities');
    const badges = {
      'launch.example.com': 'Pending, day 1 of 3',
      'beta.example.com': 'Pending, day 2 of 3',
      'trial.example.net': 'Pending, day 3 of 3',
      'old.example.net': 'Failed',
      'status.example.com': 'Temporary failure',
      'archive.example.org': 'Not started',
      'news.example.com': 'Signing off',
      'example.org': 'Verified',
    };
    for (const [name, badge] of Object.entries(badges)) {
      await expect(row(page, name).getByText(badge, { exact: true }).first()).toBeVisible();
    }
  });

  test('switches Regions and goes on filtering', async ({ page }) => {
    await open(page, '/identities?q=dkim:failed');
    await page.getByRole('navigation', { name: 'Region' }).getByRole('link', { name: 'ap-southeast-2' }).click();
    await expect(page).toHaveURL('/identities?q=region:ap-southeast-2%20dkim:failed');
    await expect(row(page, 'apac.example.com')).toBeVisible();
    await expect(row(page, 'old.example.net')).toBeHidden();
  });
});

test.describe('connection aliases', () => {
  test('is a board of strings and Regions', async ({ page }) => {
    await open(page, '/connection-aliases');
    await expect(page.getByRole('columnheader', { name: 'us-east-1' })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: 'eu-west-2' })).toBeVisible();
    await expect(row(page, 'desktop.example.com').getByText('Associated', { exact: true })).toHaveCount(2);
    await expect(row(page, 'new.example.com')).toContainText('Creating');
    await expect(row(page, 'new.example.com')).toContainText('Not in this Region');
    await expect(row(page, 'partner-desktop.example.org')).toContainText('Shared by 444455556666');
  });
});
