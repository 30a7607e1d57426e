import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Changing } from './changes';
import { expect, expectAccessible, test, value } from './fixtures';

/** A key of 2048 bits. Nothing but tests uses it. */
const privateKey = readFileSync(join(import.meta.dirname, '../../sandbox/tests/rsa_private_key.txt'), 'utf8');

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';

  test.describe(`${variant} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test('a replica is created of a domain in another Region', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      const region = javaScriptEnabled ? 'ap-southeast-2' : 'eu-west-2';
      await changing.goTo('/identities');
      await changing.follow('Create identity', /^Create identity$/);
      await page.getByLabel(/^Region/).selectOption(region);
      await page.getByLabel(/^Domain or email address/).fill('launch.example.com');
      await page.getByRole('radio', { name: /^Replica/ }).check();
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('alert').getByText(/^Parent Region: /)).toBeVisible();
      await changing.isReady();
      await page.getByLabel(/^Parent Region/).selectOption('us-east-1');
      await changing.review();
      await changing.make(/^Create identity$/);
      await expect(page).toHaveURL(new RegExp(`/identities/${region}/launch\\.example\\.com`));
      await expect(value(page, 'DKIM', 'Signing origin')).toContainText('us-east-1');
    });

    test('a domain gets a key of one’s own, which is asked for with the review', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      await changing.goTo(javaScriptEnabled ? '/identities/us-east-1/news.example.com' : '/identities/eu-west-2/archive.example.org');
      await changing.follow('Edit signing attributes', /signing attributes/);
      await page.getByRole('radio', { name: /^Bring your own/ }).check();
      await page.getByLabel(/^Selector/).fill(`mail-${variant}`);
      await changing.review();
      await page.getByRole('button', { name: /^Save/ }).click();
      await expect(page.getByText('Nothing was changed.')).toBeVisible();
      await expect(page.getByText('Fill this in: it is not kept with the form.')).toBeVisible();
      await expectAccessible(page);
      await changing.isReady();
      await page.getByLabel(/^Private key/).fill(privateKey);
      await changing.make(/^Save/);
      await expect(value(page, 'DKIM', 'Signing origin')).toContainText('Bring your own');
      await expect(page.getByRole('region', { name: 'DNS records to publish' })).toContainText(`mail-${variant}._domainkey`);
    });
  });
}
