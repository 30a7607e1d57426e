import { expect, signedIn, test } from './fixtures';
import { Running, frontdeskBinary } from './processes';

// A demo of this test's own: it publishes records and puts the clock forward, which others would notice.
let demo: Running;
let frontdesk: string;
let control: string;

test.use({ viewport: { width: 1440, height: 900 } });

test.beforeAll(async () => {
  const quotas = { FRONTDESK_QUOTAS__SES: '1000', FRONTDESK_QUOTAS__CONNECT: '1000' };
  demo = await Running.start(frontdeskBinary, ['demo', '--listen', '127.0.0.1:0', '--rates', 'off'], quotas, 2);
  [frontdesk, control] = demo.urls;
});

test.afterAll(async () => {
  await demo?.stop();
});

test('records that are published as the page says turn the badge', async ({ page, request }) => {
  await page.context().addCookies((await signedIn('admin', frontdesk)).cookies);
  const badge = page.getByRole('main').getByText('Pending', { exact: true }).first();
  await expect(async () => {
    await page.goto(`${frontdesk}/identities/us-east-1/launch.example.com`);
    await expect(page.getByRole('region', { name: 'DNS records, table' }).getByRole('row')).toHaveCount(4);
  }).toPass({ timeout: 20_000 });
  await expect(badge).toBeVisible();

  const rows = page.getByRole('region', { name: 'DNS records, table' }).getByRole('row').filter({ hasText: 'CNAME' });
  for (const row of await rows.all()) {
    const [, name, value] = await row.getByRole('cell').locator('code').allInnerTexts();
    const published = await request.put(`${control}/dns/${name}/CNAME`, { data: { values: [value] } });
    expect(published.status()).toBe(201);
  }
  expect((await request.put(`${control}/clock`, { data: { step: '15m' } })).ok()).toBe(true);

  await page.getByRole('button', { name: 'refresh' }).first().click();
  await expect(page.getByRole('main').getByText('Verified', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
  await expect(badge).toBeHidden();
});
