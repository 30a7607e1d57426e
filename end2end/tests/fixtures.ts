import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** Every page of the product, with a heading that is on it. */
export const pages = [
  ['/', 'Overview'],
  ['/users', 'Users'],
  ['/email-addresses', 'Email addresses'],
  ['/identities', 'Identities'],
  ['/connection-aliases', 'Connection aliases'],
  ['/search?q=zoe', 'Search'],
  ['/identities/us-east-1/shop.example.com', 'shop.example.com'],
  ['/identities/us-east-1/launch.example.com', 'launch.example.com'],
  ['/identities/us-east-1/billing@example.com', 'billing@example.com'],
  ['/connection-aliases/desktop.example.com', 'desktop.example.com'],
] as const;

type Fixtures = {
  /** Statuses of responses that the test provokes, whose lines in the console are expected. */
  expectedStatuses: number[];
  checkConsole: void;
};

/** A test that fails on any console error, and whose pages react before it goes on. */
export const test = base.extend<Fixtures>({
  expectedStatuses: [[], { option: true }],
  checkConsole: [
    async ({ page, expectedStatuses }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() !== 'error' && message.type() !== 'warning') return;
        const provoked = expectedStatuses.some((status) => message.text().includes(`status of ${status}`));
        if (!provoked) errors.push(message.text());
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

/** Fails on any finding of axe, WCAG 2.2 AA and best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) }))).toEqual([]);
}
