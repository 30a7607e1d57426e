import type { Page } from '@playwright/test';
import { unhurried } from '../playwright.config';
import { Changing } from './changes';
import { expect, expectAccessible, test } from './fixtures';
import { Running, frontdeskBinary } from './processes';

test.use({ role: null });

for (const javaScriptEnabled of [true, false]) {
  const variant = javaScriptEnabled ? 'with' : 'without';

  test.describe(`${variant} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    let demo: Running;

    test.beforeAll(async () => {
      demo = await Running.start(frontdeskBinary, ['demo', '--listen', '127.0.0.1:0', '--rates', 'off'], unhurried, 2);
    });

    test.afterAll(async () => {
      await demo?.stop();
    });

    /** The page with so many users of one instance selected and reviewed, each of which gets a tag. */
    const reviewed = async (page: Page, changing: Changing, from: number, count: number): Promise<void> => {
      const [frontdesk] = demo.urls;
      await page.goto(frontdesk!);
      const button = page.getByRole('button', { name: 'Continue as admin' });
      if (await button.isVisible()) await button.click();
      await expect(async () => {
        const html = await (await page.request.get(`${frontdesk}/users`)).text();
        expect(html).not.toContain('<progress');
        expect(html).toContain('Select ');
      }).toPass();
      await page.goto(`${frontdesk}/users?q=instance:support-us&size=25`);
      await changing.isReady();
      const boxes = page.getByRole('checkbox', { name: /^Select / });
      for (let at = from; at < from + count; at += 1) await boxes.nth(at).check();
      await page.getByRole('button', { name: javaScriptEnabled ? `Edit ${count} selected` : 'Edit selected' }).click();
      await expect(page.getByText(`${count} selected`)).toBeVisible();
      await changing.isReady();
      await page.getByRole('textbox', { name: 'Key of tag 1' }).fill('pause');
      await page.getByRole('textbox', { name: 'Value of tag 1' }).fill(`${from}`);
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: `Edit ${count} users` })).toBeVisible();
      await changing.isReady();
    };

    /** Waits until the page says so: without scripts it has to be asked for again. */
    const comes = async (page: Page, text: string | RegExp): Promise<void> => {
      await expect(async () => {
        if (!javaScriptEnabled) await page.reload();
        await expect(page.getByText(text)).toBeVisible({ timeout: 5_000 });
      }).toPass();
    };

    test('it is paused, goes on, and is given up', async ({ page }) => {
      const changing = new Changing(page, javaScriptEnabled);
      const faults = `${demo.urls[1]}/faults`;
      await reviewed(page, changing, 0, 4);
      // AWS takes its time for each.
      const slowly = { operation: 'TagResource', kind: 'SLOW', delay_ms: 2_000 };
      expect((await page.request.post(faults, { data: slowly })).ok()).toBe(true);
      await page.getByRole('button', { name: 'Edit 4 users' }).click();
      await expect(page.getByRole('progressbar', { name: 'Progress' })).toBeVisible();
      await changing.isReady();
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
      await expect(page.getByText('Demo admin paused it.')).toBeVisible();
      await expect(page.getByText(/^Of 4: .*waiting/)).toBeVisible();
      await changing.isReady();
      await expectAccessible(page);
      await page.request.delete(faults);
      await page.getByRole('button', { name: 'Go on', exact: true }).click();
      await comes(page, 'Of 4: 4 made.');
      await expect(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0);
      await expectAccessible(page);

      await reviewed(page, changing, 4, 3);
      await page.request.post(faults, { data: slowly });
      await page.getByRole('button', { name: 'Edit 3 users' }).click();
      await expect(page.getByRole('progressbar', { name: 'Progress' })).toBeVisible();
      await changing.isReady();
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await expect(page.getByText('Demo admin stopped it.')).toBeVisible();
      await page.request.delete(faults);
      await comes(page, /^Of 3: \d waiting, \d made\.$/);
      await expect(page.getByRole('button', { name: 'Go on', exact: true })).toHaveCount(0);
    });
  });
}
