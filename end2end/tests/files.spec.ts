import { expect, test } from './fixtures';

test('the page keeps its files for ever and asks for each once', async ({ page, request }) => {
  const files: string[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/pkg/')) files.push(response.url());
  });
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', '');
  expect(new Set(files).size).toBe(files.length);
  expect(files.map((url) => url.split('.').pop()).sort()).toEqual(['css', 'js', 'js', 'wasm']);
  for (const url of files) {
    const answer = await request.get(url);
    expect(answer.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
  }
  // All are of one version, and of another there are none.
  const versions = new Set(files.map((url) => new URL(url).pathname.split('/')[2]));
  expect(versions.size).toBe(1);
  const other = await request.get(`/pkg/${'0'.repeat(32)}/frontdesk.js`);
  expect(other.status()).toBe(404);
  expect(other.headers()['cache-control']).toBe('no-store');
});
