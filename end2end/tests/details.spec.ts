import { expect, open, row, test, value } from './fixtures';

test('a user: every field, names in place of ids', async ({ page }) => {
  await open(page, '/users?q=zoe.akerstrom');
  await page.getByRole('link', { name: 'zoe.akerstrom' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'zoe.akerstrom' })).toBeVisible();
  await expect(value(page, 'Identity', 'First name')).toHaveText('Zoë');
  await expect(value(page, 'Identity', 'Mobile')).toContainText('+14155550142');
  await expect(value(page, 'Phone', 'Phone type')).toContainText('Desk phone');
  await expect(value(page, 'Tags', 'Tags')).toContainText('refunds');
  await expect(page.getByRole('region', { name: 'Per channel' })).toContainText('VOICE');
  await expect(page.getByText('Notified at the secondary e-mail')).toBeVisible();
});

test('a user without any address says so', async ({ page }) => {
  await open(page, '/users?q=marek.kowalczyk');
  await page.getByRole('link', { name: 'marek.kowalczyk' }).click();
  await expect(page.getByText('No address for notifications')).toBeVisible();
});

test('an e-mail address says where its mail goes', async ({ page }) => {
  await open(page, '/email-addresses?q=refunds');
  await row(page, 'refunds@shop.example.com').getByRole('link', { name: 'refunds@shop.example.com' }).click();
  await expect(
    page.getByText('Mail to refunds@shop.example.com is forwarded to returns@shop.example.com; refunds@shop.example.com still receives its own.'),
  ).toBeVisible();
  await expect(value(page, 'Alias', 'Alias of')).toContainText('returns@shop.example.com');
});

test('an identity lists the DNS records to publish', async ({ page }) => {
  await open(page, '/identities/ap-southeast-2/shop.example.com');
  const records = page.getByRole('region', { name: 'DNS records, table' });
  await expect(records.getByRole('row').filter({ hasText: 'CNAME' })).toHaveCount(3);
  await expect(records).toContainText('.dkim.amazonses.com');
  await page.goto('/identities/us-east-1/example.org');
  await expect(records.getByRole('row').filter({ hasText: 'MX' })).toContainText('10 feedback-smtp.us-east-1.amazonses.com');
  await expect(records.getByRole('row').filter({ hasText: 'SPF' })).toContainText('"v=spf1 include:amazonses.com ~all"');
});

test('the records download as CSV and as a zone snippet', async ({ page }) => {
  await open(page, '/identities/us-east-1/example.org');
  for (const [name, ending, text] of [
    ['CSV', '.csv', 'Name,Type,Value'],
    ['Zone file', '.zone', ' 300 IN CNAME '],
  ] as const) {
    const downloading = page.waitForEvent('download');
    await page.getByRole('region', { name: 'DNS records to publish' }).getByRole('link', { name }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toContain(ending);
    expect(await (await import('node:fs/promises')).readFile(await download.path(), 'utf8')).toContain(text);
  }
});

test('one record and all of them are copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '/identities/us-east-1/example.org');
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const mx = page.getByRole('region', { name: 'DNS records, table' }).getByRole('row').filter({ hasText: 'MX' });
  await mx.getByRole('button', { name: 'Copy the value' }).click();
  await expect(mx.getByText('Copied')).toBeVisible();
  expect(await clipboard()).toBe('10 feedback-smtp.us-east-1.amazonses.com');
  await page.getByRole('button', { name: 'Copy all records' }).click();
  await expect.poll(clipboard).toContain('_domainkey.example.org. 300 IN CNAME');
});

test('why a domain is not verified is said in words, with what to do', async ({ page }) => {
  await open(page, '/identities/us-east-1/beta.example.com');
  const error = value(page, 'Verification', 'Error');
  await expect(error).toContainText('TYPE_NOT_FOUND');
  await expect(error).toContainText('has no record of the type that SES needs');
  await expect(value(page, 'Verification', 'Verified for sending')).toContainText('No');
});

test('policies are formatted JSON', async ({ page }) => {
  await open(page, '/identities/us-east-1/shop.example.com');
  const policies = page.getByRole('region', { name: 'Policies' });
  await expect(policies.locator('pre')).toHaveCount(2);
  await expect(policies.locator('pre').first()).toContainText('\n  "Statement": [');
});

test('an own DKIM key has no value that AWS would tell', async ({ page }) => {
  await open(page, '/identities/us-east-1/byo.example.net');
  const records = page.getByRole('region', { name: 'DNS records, table' });
  await expect(records).toContainText('s2026._domainkey.byo.example.net');
  await expect(records).toContainText('AWS never returns it');
});

test('a connection alias shows the TXT record of each Region', async ({ page }) => {
  await open(page, '/connection-aliases/desktop.example.com');
  const records = await Promise.all(
    ['us-east-1', 'eu-west-2'].map((region) => value(page, region, 'TXT record').locator('code').innerText()),
  );
  for (const record of records) expect(record).toMatch(/^desktop\.example\.com\. 300 IN TXT "\w+"$/);
  expect(records[0]).not.toBe(records[1]);
});

test('an alias shared with another account names it', async ({ page }) => {
  await open(page, '/connection-aliases/contractors.example.com');
  await expect(value(page, 'us-east-1', 'Shared with')).toContainText('444455556666');
});

test.describe('what does not exist', () => {
  test.use({ expectedStatuses: [404] });

  for (const path of [
    '/identities/us-east-1/nowhere.example.com',
    '/users/1d335a4f-7ae9-4942-a696-14d670396b7f/nobody',
    '/connection-aliases/nowhere.example.com',
  ]) {
    test(`is a 404 that says what was looked for: ${path}`, async ({ page }) => {
      await open(page, '/');
      const response = await page.goto(path);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole('main')).toContainText(path.split('/').at(-1) ?? '');
      await page.getByRole('main').getByRole('link', { name: /^Back to/ }).click();
      await expect(page.getByRole('table')).toBeVisible();
    });
  }

  test('a path that leads nowhere is a 404 too', async ({ page }) => {
    const response = await page.goto('/nonsense');
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('main')).toContainText('/nonsense');
  });
});
