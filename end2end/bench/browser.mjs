import { chromium } from '@playwright/test';
import { existsSync } from 'node:fs';

/** A browser, and a page of it that is signed in at `base` by a cookie as `name=value`. */
export async function signedIn(base, cookie) {
  const [name, value] = cookie.split(/=(.*)/);
  const debian = '/usr/bin/chromium';
  const browser = await chromium.launch(existsSync(debian) ? { executablePath: debian, args: ['--no-sandbox', '--disable-gpu'] } : {});
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name, value, url: base }]);
  return { browser, page: await context.newPage() };
}
