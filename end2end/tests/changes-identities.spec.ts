import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { everythingIsRead, expect, expectAccessible, open, test, value } from './fixtures';

/** A key of 2048 bits. Nothing but tests uses it. */
const privateKey = readFileSync(join(import.meta.dirname, '../../sandbox/tests/rsa_private_key.txt'), 'utf8');

/** Sends the form, looks at its review, and says yes with `button`. */
async function reviewAndMake(page: Page, button: string): Promise<void> {
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Review: / })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: button, exact: true }).click();
}

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';
  // What one of them changes, the other does not look at.
  const region = javaScriptEnabled ? 'us-east-1' : 'ap-southeast-2';
  const shop = `/identities/${region}/shop.example.com`;

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

    /** Opens the form behind a button of a page. */
    const follow = async (page: Page, path: string, link: string, heading: RegExp): Promise<void> => {
      await goTo(page, path);
      await page.getByRole('main').getByRole('link', { name: link, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await isReady(page);
    };

    test('a domain is created, and its DNS records come next', async ({ page }) => {
      await follow(page, '/identities', 'Create identity', /^Create identity$/);
      const keyLength = page.getByLabel(/^Key length/);
      const selector = page.getByLabel(/^Selector/);
      const parent = page.getByLabel(/^Parent Region/);
      await expect(keyLength).toBeVisible();
      await expect(selector).toBeHidden();
      await page.getByRole('radio', { name: /^Replica/ }).check();
      await expect(parent).toBeVisible();
      await expect(keyLength).toBeHidden();
      await page.getByRole('radio', { name: /^Easy DKIM/ }).check();
      await keyLength.selectOption('1024 bit');
      await page.getByLabel(/^Region/).selectOption(region);
      await page.getByLabel(/^Domain or email address/).fill(`https://${variant}.Müller.example/`);
      if (javaScriptEnabled) {
        await expect(page.getByText(`It becomes ${variant}.xn--mller-kva.example (${variant}.müller.example).`)).toBeVisible();
      }
      await page.getByLabel(/^Configuration set/).selectOption('transactional');
      await page.getByRole('textbox', { name: 'Key of tag 1' }).fill('team');
      await page.getByRole('textbox', { name: 'Value of tag 1' }).fill('orders');
      await reviewAndMake(page, 'Create identity');
      await expect(page.getByRole('heading', { level: 1, name: `${variant}.xn--mller-kva.example`, exact: true })).toBeVisible();
      const records = page.getByRole('region', { name: 'DNS records to publish', exact: true });
      await expect(records.getByRole('row')).toHaveCount(4);
      await expect(value(page, 'Sending', 'Configuration set')).toContainText('transactional');
      await expect(value(page, 'Sending', 'Tags')).toContainText('orders');
    });

    test('an address is created', async ({ page }) => {
      await follow(page, '/identities', 'Create identity', /^Create identity$/);
      await page.getByLabel(/^Region/).selectOption(region);
      // A percent sign is part of the name, not of how a link writes it.
      const name = `${variant}%2f@example.net`;
      await page.getByLabel(/^Domain or email address/).fill(name);
      if (javaScriptEnabled) await expect(page.getByRole('radio', { name: /^Easy DKIM/ })).toBeHidden();
      await reviewAndMake(page, 'Create identity');
      await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
      await goTo(page, `/identities?q=${encodeURIComponent(name)}`);
      await page.getByRole('link', { name, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
      await page.getByRole('main').getByRole('link', { name: 'Delete', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: /^Delete identity/ })).toContainText(name);
    });

    test('a domain is created with a key of one’s own, which is asked for with the review', async ({ page }) => {
      await follow(page, '/identities', 'Create identity', /^Create identity$/);
      await page.getByLabel(/^Region/).selectOption(region);
      await page.getByLabel(/^Domain or email address/).fill(`own-${variant}.example.com`);
      await page.getByRole('radio', { name: /^Bring your own/ }).check();
      await page.getByLabel(/^Selector/).fill('mail2026');
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      const key = page.getByLabel(/^Private key/);
      await isReady(page);
      await key.fill('no key');
      if (javaScriptEnabled) {
        await key.blur();
        await expect(key).toHaveAccessibleDescription(/This is not a key/);
      }
      await page.getByRole('button', { name: 'Create identity', exact: true }).click();
      await expect(page.getByText('This is not a key')).toBeVisible();
      await expect(key).toHaveValue('');
      await expectAccessible(page);
      await isReady(page);
      await key.fill(privateKey);
      await page.getByRole('button', { name: 'Create identity', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: `own-${variant}.example.com`, exact: true })).toBeVisible();
      await expect(value(page, 'DKIM', 'Signing origin')).toContainText('Bring your own');
    });

    test('what is wrong is said at its field', async ({ page }) => {
      await follow(page, '/identities', 'Create identity', /^Create identity$/);
      const name = page.getByLabel(/^Domain or email address/);
      await name.fill('localhost');
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('alert').getByText('Region: Choose a Region.')).toBeVisible();
      await expect(name).toHaveValue('localhost');
      await expect(name).toHaveAccessibleDescription(/Use a domain with a dot/);
      await expectAccessible(page);
    });

    test('signing is turned off', async ({ page }) => {
      await follow(page, shop, 'Turn off signing', /DKIM signing/);
      await page.getByRole('checkbox', { name: /^DKIM signing/ }).uncheck();
      await reviewAndMake(page, 'Turn off');
      await expect(value(page, 'DKIM', 'Signing')).toContainText('Off');
      await expect(page.getByRole('link', { name: 'Turn on signing', exact: true })).toBeVisible();
    });

    test('the next key gets another length', async ({ page }) => {
      await follow(page, shop, 'Edit signing attributes', /signing attributes/);
      await expect(page.getByText('SES takes another key length at most once a day.')).toBeVisible();
      await page.getByLabel(/^Next key length/).selectOption('1024 bit');
      await reviewAndMake(page, 'Save 1 change');
      await expect(value(page, 'DKIM', 'Next key length')).toContainText('1024 bit');
    });

    test('the MAIL FROM domain is set', async ({ page }) => {
      await follow(page, shop, 'Edit MAIL FROM', /MAIL FROM domain/);
      await page.getByLabel('MAIL FROM domain').fill('elsewhere.shop.example.com');
      await page.getByRole('radio', { name: /^Reject the message/ }).check();
      await reviewAndMake(page, 'Save 2 changes');
      await expect(value(page, 'MAIL FROM', 'Domain')).toContainText('elsewhere.shop.example.com');
    });

    test('feedback forwarding is turned off, and what AWS requires is said first', async ({ page }) => {
      await follow(page, shop, 'Edit feedback forwarding', /feedback forwarding/);
      await expect(page.getByText('AWS requires a way to learn of bounces and complaints.')).toBeVisible();
      await page.getByRole('checkbox', { name: /^Feedback forwarding/ }).uncheck();
      await reviewAndMake(page, 'Turn off');
      await expect(value(page, 'Sending', 'Feedback forwarding')).toContainText('Off');
    });

    test('the configuration set is another', async ({ page }) => {
      await follow(page, shop, 'Edit configuration set', /configuration set/);
      await page.getByLabel(/^Configuration set/).selectOption('marketing');
      await reviewAndMake(page, 'Save 1 change');
      await expect(value(page, 'Sending', 'Configuration set')).toContainText('marketing');
    });

    test('a tag is added', async ({ page }) => {
      await follow(page, shop, 'Edit tags', /tags/);
      await page.getByRole('textbox', { name: /^Key of tag/ }).last().fill('reviewed');
      await page.getByRole('textbox', { name: /^Value of tag/ }).last().fill('2026');
      await page.getByRole('button', { name: 'Add a tag' }).click();
      const added = page.getByRole('textbox', { name: /^Key of tag/ }).last();
      await expect(added).toHaveValue('');
      if (javaScriptEnabled) await expect(added).toBeFocused();
      await isReady(page);
      await reviewAndMake(page, 'Save 1 change');
      await expect(value(page, 'Sending', 'Tags')).toContainText('reviewed');
    });

    test('a policy is created, edited and deleted', async ({ page }) => {
      const name = `guest-${variant}`;
      const policies = page.getByRole('region', { name: 'Policies', exact: true });
      const text = page.getByLabel(/^Policy required/);
      const statement = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'ses:SendEmail', Resource: '*' };
      await follow(page, shop, 'Create policy', /policy/);
      await page.getByLabel(/^Policy name/).fill(name);
      await text.fill(JSON.stringify({ Version: '2012-10-17', Statement: statement }));
      await reviewAndMake(page, 'Create policy');
      await expect(policies.getByRole('heading', { name })).toBeVisible();

      await follow(page, shop, `Edit ${name}`, /policy/);
      await expect(text).toHaveValue(/"Action": "ses:SendEmail"/);
      await text.fill((await text.inputValue()).replace('ses:SendEmail', 'ses:SendRawEmail'));
      await reviewAndMake(page, 'Save policy');
      await expect(policies.getByLabel(`Policy ${name}`)).toContainText('ses:SendRawEmail');

      await follow(page, shop, `Delete ${name}`, /policy/);
      await expect(page.getByLabel(/^Policy name/)).toHaveValue(name);
      await reviewAndMake(page, 'Delete policy');
      await expect(page.getByRole('heading', { level: 1, name: 'shop.example.com' })).toBeVisible();
      await expect(policies.getByRole('heading', { name })).toHaveCount(0);
    });

    test('an identity is deleted once its name is typed', async ({ page }) => {
      const name = javaScriptEnabled ? 'beta.example.com' : 'apac.example.com';
      await follow(page, `/identities/${region}/${name}`, 'Delete', /^Delete identity/);
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      const confirmation = page.getByLabel(/to confirm$/);
      await isReady(page);
      await confirmation.fill('other.example.com');
      await page.getByRole('button', { name: 'Delete identity', exact: true }).click();
      await expect(page.getByText('Nothing was changed.')).toBeVisible();
      await expectAccessible(page);
      await isReady(page);
      await confirmation.fill(name);
      await page.getByRole('button', { name: 'Delete identity', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Identities' })).toBeVisible();
      await expect(page).toHaveURL(/\/identities\?changed=/);
    });
  });
}

test('a parent of replicas says why it can’t be deleted', async ({ page }) => {
  await open(page, '/identities/us-east-1/mail.example.com');
  await expect(page.getByRole('button', { name: /^Delete Delete its replicas in eu-west-2 first/ })).toBeDisabled();
});

test.describe('a viewer', () => {
  test.use({ role: 'viewer', expectedStatuses: [403] });

  test('sees what can be changed, and what it takes', async ({ page }) => {
    await open(page, '/identities/us-east-1/example.org');
    const main = page.getByRole('main');
    for (const name of [/^Edit signing attributes/, /^Edit MAIL FROM/, /^Edit tags/, /^Create policy/]) {
      await expect(main.getByRole('button', { name })).toContainText('Needs the');
    }
    expect((await page.goto('/changes/edit-mail-from?parent=us-east-1&id=example.org'))?.status()).toBe(403);
    await expect(main).toContainText('Needs the operator role.');
  });
});
