import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from './fixtures';

// A demo of this test's own: it publishes records and puts the clock forward, which others would notice.
let demo: ChildProcess;
let frontdesk: string;
let control: string;

test.use({ viewport: { width: 1440, height: 900 } });

test.beforeAll(async () => {
  const target = process.env.CARGO_TARGET_DIR ?? '../target';
  demo = spawn(`${target}/release/frontdesk`, ['demo', '--listen', '127.0.0.1:0', '--rates', 'off'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, FRONTDESK_QUOTAS__SES: '1000', FRONTDESK_QUOTAS__CONNECT: '1000' },
  });
  const lines = createInterface({ input: demo.stdout! })[Symbol.asyncIterator]();
  const address = async () => /http:\/\/127\.0\.0\.1:\d+\S*/.exec((await lines.next()).value)![0];
  frontdesk = await address();
  control = await address();
});

test.afterAll(() => {
  demo.kill();
});

test('records that are published as the page says turn the badge', async ({ page, request }) => {
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
  // An open page asks every four seconds whether anything has changed.
  await expect(page.getByRole('main').getByText('Verified', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
  await expect(badge).toBeHidden();
});
