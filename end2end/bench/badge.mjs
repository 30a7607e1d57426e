// Turns off DKIM signing of twenty identities in AWS, has Frontdesk read them, and prints, as JSON, for each the milliseconds from the first
// of these readings until an open page's badge tells.
// Usage: node bench/badge.mjs BASE COOKIE AWS
import { signedIn } from './browser.mjs';
import { setTimeout } from 'node:timers/promises';

/** What somebody looks at is read again once a minute. */
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

/** Runs in the page: resolves to the times at which the rows of `paths` say something else, or are found no longer. */
function watch(paths) {
  const row = (path) => document.querySelector(`tbody a[href="${path}"]`)?.closest('tr')?.textContent;
  const before = new Map(paths.map((path) => [path, row(path)]));
  window.changed = new Promise((resolve, reject) => {
    const times = [];
    const late = setTimeout(() => reject(new Error(`only ${times.length} rows have changed`)), 30_000);
    const observer = new MutationObserver(() => {
      for (const [path, text] of before) {
        if (row(path) === text) continue;
        before.delete(path);
        times.push(Date.now());
      }
      if (before.size > 0) return;
      observer.disconnect();
      clearTimeout(late);
      resolve(times);
    });
    observer.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
  });
}

const paths = await page.locator('tbody th a').evaluateAll((links) => links.slice(0, 20).map((link) => link.getAttribute('href')));
for (const path of paths) {
  const identity = decodeURIComponent(path.split('/').at(-1));
  const put = await fetch(`${aws}/v2/email/identities/${encodeURIComponent(identity)}/dkim`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ SigningEnabled: false }),
  });
  if (!put.ok) throw new Error(`AWS: ${put.status} ${await put.text()}`);
}
await page.evaluate(watch, paths);
// Of all calls only those that come now.
await fetch(`${aws}/_sandbox/calls`, { method: 'DELETE' });
// Whoever looks at the list has it read.
await fetch(`${base}/api/identities?query=${encodeURIComponent(QUERY)}`, { headers: { cookie } });
const shown = await page.evaluate(() => window.changed);
const { calls } = await fetch(`${aws}/_sandbox/calls?service=ses&operation=GetEmailIdentity`).then((answer) => answer.json());
await browser.close();
process.stdout.write(JSON.stringify(shown.map((time) => time - Date.parse(calls[0].time))));
