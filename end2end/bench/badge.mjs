// Turns off an identity's DKIM signing in AWS, has Frontdesk read the identity, and prints, as JSON, the milliseconds from AWS's answer
// until an open page's badge tells; one identity after the other.
// Usage: node bench/badge.mjs BASE COOKIE AWS
import { signedIn } from './browser.mjs';

const [base, cookie, aws] = process.argv.slice(2);
const { browser, page } = await signedIn(base, cookie);
const told = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/events');
await page.goto(`${base}/identities?q=region:us-east-1+dkim:success`);
await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
await told;

const authorization = 'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=0';

/** Runs in the page: resolves to the time at which the row of `path` says something else. */
function watch(path) {
  const link = document.querySelector(`tbody a[href="${path}"]`);
  const row = link.closest('tr');
  const before = row.innerText;
  window.changed = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const now = document.querySelector(`tbody a[href="${path}"]`)?.closest('tr')?.innerText;
      if (now === before) return;
      observer.disconnect();
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
  // Of all calls only those that come now.
  await fetch(`${aws}/_sandbox/calls`, { method: 'DELETE' });
  const put = await fetch(`${aws}/v2/email/identities/${encodeURIComponent(identity)}/dkim`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ SigningEnabled: false }),
  });
  if (!put.ok) throw new Error(`AWS: ${put.status} ${await put.text()}`);
  // Whoever opens its page has it read.
  await fetch(base + path, { headers: { cookie, accept: 'text/html' } });
  const shown = await page.evaluate(() => window.changed);
  const calls = await fetch(`${aws}/_sandbox/calls?service=ses&operation=GetEmailIdentity`).then((answer) => answer.json());
  times.push(shown - Date.parse(calls.calls.at(-1).time));
}
await browser.close();
process.stdout.write(JSON.stringify(times));
