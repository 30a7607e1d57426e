import { type Locator, type Page } from '@playwright/test';
import { expect, expectAccessible, open, row, test } from './fixtures';

const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Search everything' });
const option = (page: Page, name: string | RegExp): Locator => page.getByRole('listbox', { name: 'Found' }).getByRole('option', { name });

/** Goes to the search by keyboard and types. */
async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(text);
}

test('finds across all lists while one types, and goes there by keyboard', async ({ page }) => {
  await open(page, '/');
  await find(page, 'shop.example.com');
  await expect(page.getByRole('listbox', { name: 'Found' }).getByRole('group', { name: 'Email addresses' })).toBeVisible();
  await expect(option(page, /^shop\.example\.com/).first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  const first = page.getByRole('listbox', { name: 'Found' }).getByRole('option').first();
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id'))!);
  const name = await first.locator('.name').innerText();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('listbox', { name: 'Found' })).toBeHidden();
});

test('finds by mobile, DKIM token, ARN and id', async ({ page }) => {
  await open(page, '/identities/us-east-1/shop.example.com');
  const records = await page.getByRole('region', { name: 'DNS records to publish' }).innerText();
  const token = /(\w{20,})\._domainkey/.exec(records)![1];
  await find(page, token);
  await expect(option(page, /^shop\.example\.com/)).toBeVisible();
  await find(page, '+1 415-555-0142');
  await expect(option(page, /^zoe\.akerstrom/)).toBeVisible();
  await option(page, /^zoe\.akerstrom/).click();
  await expect(page.getByRole('heading', { level: 1, name: 'zoe.akerstrom' })).toBeVisible();
  const arn = /arn:aws:connect:\S+/.exec(await page.getByRole('main').innerText())![0];
  await find(page, arn);
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(option(page, /^zoe\.akerstrom/)).toBeVisible();
});

test('takes the tokens of the lists, and leads to all of what they find', async ({ page }) => {
  await open(page, '/');
  await find(page, 'status:failed');
  await expect(option(page, /^boutique\.example\.net/)).toBeVisible();
  await expect(page.getByRole('listbox', { name: 'Found' }).getByRole('group')).toHaveCount(1);
  await option(page, /^Show all \d+ in Identities$/).click();
  await expect(page).toHaveURL('/identities?q=status:failed');
  await expect(row(page, 'old.example.net')).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Filter identities' })).toHaveValue('status:failed');
});

test('explains a slip', async ({ page }) => {
  await open(page, '/');
  await find(page, 'stauts:failed');
  await expect(page.getByRole('search', { name: 'Everything' }).getByRole('status')).toContainText('Did you mean “status:”?');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('has:mobile dkim:failed');
  await expect(page.getByRole('search', { name: 'Everything' }).getByRole('status')).toContainText('“dkim:failed” is for identities');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/search?q=has:mobile%20dkim:failed');
  await expect(page.getByRole('main')).toContainText('“has:mobile” is for users');
});

test('leads to pages and forms', async ({ page }) => {
  await open(page, '/');
  await find(page, 'create identity');
  await option(page, /^Create identity/).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Create identity' })).toBeVisible();
});

test('closes with Escape and when one goes elsewhere', async ({ page }) => {
  await open(page, '/users');
  await find(page, 'zoe');
  await expect(page.getByRole('listbox', { name: 'Found' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox', { name: 'Found' })).toBeHidden();
  await find(page, 'zoe');
  await expect(page.getByRole('listbox', { name: 'Found' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter users' }).focus();
  await expect(page.getByRole('listbox', { name: 'Found' })).toBeHidden();
});

test('a list explains a token of another list and a value that it does not have', async ({ page }) => {
  await open(page, '/users?q=dkim:failed');
  await expect(page.getByText('“dkim:” was left out: it is a filter of identities')).toBeVisible();
  await page.goto('/users?q=region:eu-wset-2');
  await expect(page.getByText('Did you mean “region:eu-west-2”?')).toBeVisible();
});
