// Turns off an identity's DKIM signing in AWS, has Frontdesk read the identity, and prints, as JSON, the milliseconds from its reading
// until an open page's badge tells; one identity after the other.
// Usage: node bench/badge.mjs BASE COOKIE AWS
import { signedIn } from './browser.mjs';
import { setTimeout } from 'node:timers/promises';

/** What was read is read again for whoever looks at it a minute later. */
const UNTIL_DUE = 61_000;
const QUERY = '?q=region:us-east-1+dkim:success';

const [base, cookie, aws] = process.argv.slice(2);
const { browser, page } = await signedIn(base, cookie);
const told = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/events');
await page.goto(`${base}/identities${QUERY}`);
await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
await told;
await setTimeout(UNTIL_DUE);

const authorization = 'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=0';

/** Runs in the page: resolves to the time at which the row of `path` says something else. */
function watch(path) {
  const row = () => document.querySelector(`tbody a[href="${path}"]`)?.closest('tr')?.textContent;
  const before = row();
  window.changed = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the row of ${path} has not changed`)), 10_000);
    const observer = new MutationObserver(() => {
      if (row() === before) return;
      observer.disconnect();
      clearTimeout(late);
      resolve(Date.now());
    });
    observer.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
  });
}

const paths = await page.locator('tbody th a').evaluateAll((links) => links.slice(0, 20).map((link) => link.getAttribute('href')));
const times = [];
for (const path of paths) {
  const identity = decodeURIComponent(path.split('/').at(-1));
  await page.evaluate(watch, path);
  const put = await fetch(`${aws}/v2/email/identities/${encodeURIComponent(identity)}/dkim`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ SigningEnabled: false }),
  });
  if (!put.ok) throw new Error(`AWS: ${put.status} ${await put.text()}`);
  // Of all calls only those that come now.
  await fetch(`${aws}/_sandbox/calls`, { method: 'DELETE' });
  // Whoever opens its page has it read.
  await fetch(base + path, { headers: { cookie, accept: 'text/html' } });
  const shown = await page.evaluate(() => window.changed);
  const { calls } = await fetch(`${aws}/_sandbox/calls?service=ses&operation=GetEmailIdentity`).then((answer) => answer.json());
  times.push(shown - Date.parse(calls[0].time));
}
await browser.close();
process.stdout.write(JSON.stringify(times));
