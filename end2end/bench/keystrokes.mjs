// Types into the filter of the users and prints, as JSON, the milliseconds from each key to the frame that shows what it finds.
// Usage: node bench/keystrokes.mjs BASE COOKIE
import { signedIn } from './browser.mjs';

const [base, cookie] = process.argv.slice(2);
const { browser, page } = await signedIn(base, cookie);
await page.goto(`${base}/users`);
await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });

/** Runs in the page: the time from the key that makes the filter `filter` to the first frame after the rows have changed; null where they are the same. */
function timeNextKey(filter) {
  window.timed = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no answer to ${filter}`)), 10_000);
    const done = (time) => { clearTimeout(late); observer.disconnect(); answers.disconnect(); resolve(time); };
    let pressed;
    const main = document.querySelector('main');
    // Only the rows: how old they are is told anew without a key. Without laying the page out, which would be part of what is measured.
    const shown = () => main.querySelector('tbody').textContent;
    const before = shown();
    document.addEventListener('keydown', (event) => { pressed = event.timeStamp; }, { once: true, capture: true });
    const isAnswer = ({ name }) => {
      const { pathname, searchParams } = new URL(name);
      return pathname === '/api/users' && new URLSearchParams(searchParams.get('query')).get('q') === filter;
    };
    const answers = new PerformanceObserver((list) => {
      if (!list.getEntries().some(isAnswer)) return;
      answers.disconnect();
      // What is put in place is so in the frame after the answer, or the next.
      const wait = (frames) => requestAnimationFrame(() => (frames > 0 ? wait(frames - 1) : done(null)));
      wait(10);
    });
    answers.observe({ type: 'resource' });
    const observer = new MutationObserver(() => {
      if (shown() === before) return;
      observer.disconnect();
      answers.disconnect();
      // A task that is queued from a frame's callback runs once that frame is painted.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now() - pressed);
        channel.port2.postMessage(null);
      });
    });
    observer.observe(main, { subtree: true, childList: true, characterData: true });
  });
}

/** Runs in the page: the rows that are put in place a frame after the first are there. */
function wholePage() {
  const frame = () => new Promise(requestAnimationFrame);
  return frame().then(frame).then(frame).then(frame);
}

const times = [];
// People's names, what else is known of them, and one that finds nobody.
const words = ['achterberg', 'billing', 'thandiwe', 'quintero', 'yilmaz', 'leila.singh', 'escalations', 'petrov', 'tier-2', 'zhang', 'desk phone',
  'okafor', 'novak', 'haddad', 'eriksen', 'santos', 'supervisor', 'back office', 'fernandez', 'goldberg', 'hernandez', 'ibrahim', 'jovanovic', 'kovacs',
  'lindqvist', 'macdonald', 'nakamura', 'ochieng', 'reyes', 'schafer', 'tremblay', 'wojcik', 'alejandra', 'bronwyn', 'chinonso', 'dmitri', 'emily',
  'francois', 'gabriela', 'hiroshi', 'ingrid', 'jelena', 'kwame', 'mohammed', 'niamh', 'paulo', 'rachel', 'ulrike', 'victor', 'zainab'];
const filter = page.getByRole('searchbox', { name: 'Filter users' });
for (const word of words) {
  await filter.fill('');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 50 && location.search === '');
  for (const [at, key] of [...word].entries()) {
    await page.evaluate(wholePage);
    if (key === ' ') {
      // Finds what was found without it, so nothing is asked.
      await page.keyboard.press(key);
      continue;
    }
    await page.evaluate(timeNextKey, word.slice(0, at + 1));
    await page.keyboard.press(key);
    const time = await page.evaluate(() => window.timed);
    if (time !== null) times.push(time);
  }
}
await browser.close();
process.stdout.write(JSON.stringify(times));
