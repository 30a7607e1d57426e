import { expect, open, test } from './fixtures';

test('a part of the page is fetched when somebody goes there, and once', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    const part = /split_\w+\.wasm$/.exec(request.url());
    if (part) fetched.push(part[0]);
  });
  await open(page, '/identities');
  expect(fetched).toEqual([]);
  await page.getByRole('link', { name: 'shop.example.com', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'shop.example.com' })).toBeVisible();
  await page.getByRole('link', { name: 'Identities' }).first().click();
  await page.getByRole('link', { name: 'launch.example.com', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'launch.example.com' })).toBeVisible();
  expect(fetched).toEqual(['split_detail.wasm']);
});

test.describe('where a part can no longer be had, as after an upgrade', () => {
  test.use({ expectedStatuses: [404], expectedConsole: /WebAssembly|Failed to fetch|TypeError/ });

  test('the page comes from the server as a whole', async ({ page }) => {
    await open(page, '/identities?q=region:us-east-1');
    await page.route(/split_\w+\.wasm$/, (route) => route.fulfill({ status: 404 }));
    const loaded = page.waitForRequest((request) => request.isNavigationRequest());
    await page.getByRole('link', { name: 'shop.example.com', exact: true }).first().click();
    expect(new URL((await loaded).url()).pathname).toBe('/identities/us-east-1/shop.example.com');
    await expect(page.getByRole('heading', { level: 1, name: 'shop.example.com' })).toBeVisible();
    // It reads and leads on as without JavaScript.
    await page.getByRole('link', { name: 'Users' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
  });
});
