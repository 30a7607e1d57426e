// Types into the filter of the users and prints, as JSON, the milliseconds from each key to the frame that shows what it finds.
// Usage: node bench/keystrokes.mjs BASE COOKIE
import { signedIn } from './browser.mjs';

const [base, cookie] = process.argv.slice(2);
const { browser, page } = await signedIn(base, cookie);
await page.goto(`${base}/users`);
await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });

/** Runs in the page: the time from the next key to the first frame after the rows have changed; null where its answer has the same rows. */
function timeNextKey() {
  window.timed = new Promise((resolve) => {
    let pressed;
    const main = document.querySelector('main');
    // Only the rows: how old they are is told anew without a key. Without laying the page out, which would be part of what is measured.
    const shown = () => main.querySelector('tbody').textContent;
    const before = shown();
    document.addEventListener('keydown', (event) => { pressed = event.timeStamp; }, { once: true, capture: true });
    const answers = new PerformanceObserver((list) => {
      if (!list.getEntries().some((answer) => new URL(answer.name).pathname === '/api/users')) return;
      answers.disconnect();
      // What is put in place is so in the frame after the answer, or the next.
      const wait = (frames) => requestAnimationFrame(() => {
        if (frames > 0) return wait(frames - 1);
        observer.disconnect();
        resolve(null);
      });
      wait(10);
    });
    answers.observe({ type: 'resource' });
    const observer = new MutationObserver(() => {
      if (shown() === before) return;
      observer.disconnect();
      // A task that is queued from a frame's callback runs once that frame is painted.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - pressed);
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
  for (const key of word) {
    await page.evaluate(wholePage);
    if (key === ' ') {
      // Finds what was found without it, so nothing is asked.
      await page.keyboard.press(key);
      continue;
    }
    await page.evaluate(timeNextKey);
    await page.keyboard.press(key);
    const time = await page.evaluate(() => window.timed);
    if (time !== null) times.push(time);
  }
}
await browser.close();
process.stdout.write(JSON.stringify(times));
