import type { Locator, Page } from '@playwright/test';
import { everythingIsRead, expect, expectAccessible, open } from './fixtures';

/** How somebody changes something, with JavaScript or without. */
export class Changing {
  constructor(
    private readonly page: Page,
    private readonly javaScriptEnabled: boolean,
  ) {}

  /** Opens a page of which everything is read. */
  async goTo(path: string): Promise<void> {
    if (this.javaScriptEnabled) return open(this.page, path);
    await everythingIsRead(this.page);
    await this.page.goto(path);
  }

  /** Waits until the page reacts, where it is going to. */
  async isReady(): Promise<void> {
    if (this.javaScriptEnabled) await expect(this.page.locator('html[data-hydrated]')).toBeAttached();
  }

  /** Follows a link of the page's own, or of a part of it, to a form. */
  async follow(link: string, heading: RegExp, part: Locator = this.page.getByRole('main')): Promise<void> {
    await part.getByRole('link', { name: link, exact: true }).first().click();
    await expect(this.page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await this.isReady();
  }

  /** Sends the form, and looks at its review. */
  async review(): Promise<void> {
    await expectAccessible(this.page);
    await this.page.getByRole('button', { name: 'Review', exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: /^Review: / })).toBeVisible();
    await this.isReady();
    await expectAccessible(this.page);
  }

  /** Undoes what the page says was made just now. */
  async undo(): Promise<void> {
    await this.page.getByRole('status').getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: /^Review: / })).toBeVisible();
    await this.isReady();
  }

  /** Says yes. */
  async make(button: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: button }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: /^Review: / })).toHaveCount(0);
    await this.isReady();
  }
}
