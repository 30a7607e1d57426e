import AxeBuilder from '@axe-core/playwright';
import { expect, request, test as base, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';

/** Every page of the product, with a heading that is on it. */
export const pages = [
  ['/', 'Overview'],
  ['/users', 'Users'],
  ['/email-addresses', 'Email addresses'],
  ['/identities', 'Identities'],
  ['/connection-aliases', 'Connection aliases'],
  ['/search?q=zoe', 'Search'],
  ['/sync', 'Sync'],
  ['/identities/us-east-1/shop.example.com', 'shop.example.com'],
  ['/identities/us-east-1/launch.example.com', 'launch.example.com'],
  ['/identities/us-east-1/billing@example.com', 'billing@example.com'],
  ['/connection-aliases/desktop.example.com', 'desktop.example.com'],
  ['/account', 'Your account'],
  ['/sessions', 'Everyone’s sessions'],
] as const;

export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** What a new browser keeps; contexts that are made in a test have the test's own cookies unless they are told otherwise. */
export const nobody: StorageState = { cookies: [], origins: [] };

/** Signs in to the demo as the sign-in page does it; what a browser keeps of that. */
export async function signedIn(role: Role, baseURL: string): Promise<StorageState> {
  // Without the test's own cookies: signing in ends the session that the browser had before.
  const context = await request.newContext({ baseURL, storageState: nobody, extraHTTPHeaders: { origin: baseURL, accept: 'text/html' } });
  const answer = await context.post('/auth/sign-in', { form: { role, return_to: '/' } });
  expect(answer.ok()).toBe(true);
  const state = await context.storageState();
  await context.dispose();
  return state;
}

/** A browser of its own, signed in as somebody or, with `null`, as nobody. */
export async function browserOf(browser: Browser, role: Role | null, baseURL: string): Promise<BrowserContext> {
  const storageState = role ? await signedIn(role, baseURL) : nobody;
  return browser.newContext({ baseURL, storageState });
}

type Options = {
  /** As whom the test is signed in; `null` is nobody. */
  role: Role | null;
};

type Fixtures = {
  /** Statuses of responses that the test provokes, whose lines in the console are expected. */
  expectedStatuses: number[];
  /** What else stands in lines of the console that are expected. */
  expectedConsole: RegExp | null;
  checkConsole: void;
};

/** Browsers that run no scripts, axe's neither. */
const withoutScripts = new WeakSet<BrowserContext>();

/** A test that fails on any console error, and whose pages react before it goes on. */
export const test = base.extend<Fixtures & Options>({
  role: ['admin', { option: true }],
  // A session of its own for each test: what one ends, no other misses.
  storageState: async ({ role, baseURL }, use) => {
    await use(role && baseURL ? await signedIn(role, baseURL) : undefined);
  },
  expectedStatuses: [[], { option: true }],
  expectedConsole: [null, { option: true }],
  checkConsole: [
    async ({ page, javaScriptEnabled, expectedStatuses, expectedConsole }, use) => {
      const errors: string[] = [];
      if (!javaScriptEnabled) withoutScripts.add(page.context());
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() !== 'error' && message.type() !== 'warning') return;
        // What scripts would use is fetched for nothing where there are none.
        if (!javaScriptEnabled && message.text().includes('preloaded using link preload but not used')) return;
        const provoked = expectedStatuses.some((status) => message.text().includes(`status of ${status}`));
        if (!provoked && !expectedConsole?.test(message.text())) errors.push(message.text());
      });
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens a page, waits until everything was read from AWS, and until the page reacts. */
export async function open(page: Page, path: string): Promise<void> {
  await everythingIsRead(page);
  await page.goto(path);
  await expect(page.locator('html[data-hydrated]')).toBeAttached();
}

/** Waits until the server has read every detail; asks it as any client may. */
export async function everythingIsRead(page: Page): Promise<void> {
  await expect(async () => {
    const html = await (await page.request.get('/')).text();
    expect(html).not.toContain('not read yet');
    expect(html).not.toContain('<progress');
    expect(html).not.toContain('being checked');
  }).toPass({ timeout: 20_000 });
}

/** Opens the menu of the person at the top right. */
export async function openMenu(page: Page): Promise<void> {
  await page.locator('summary').filter({ hasText: 'You:' }).click();
}

/** The row of a list that is known by `name`. */
export function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
}

/** The value of a name–value row of a detail page. */
export function value(page: Page, card: string, name: string): Locator {
  return page
    .getByRole('region', { name: card, exact: true })
    .locator('.row')
    .filter({ has: page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) }) })
    .getByRole('definition');
}

/** Fails on any finding of axe, WCAG 2.2 AA and best practices; without scripts, the same pages are looked at with them. */
export async function expectAccessible(page: Page): Promise<void> {
  if (withoutScripts.has(page.context())) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) }))).toEqual([]);
}
