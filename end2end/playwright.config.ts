import { defineConfig, devices } from '@playwright/test';
import { existsSync } from 'node:fs';

const target = process.env.CARGO_TARGET_DIR ?? '../target';
const port = 3917;
const baseURL = `http://127.0.0.1:${port}`;

// Debian's Chromium where Playwright could not download one of its own.
const debian = '/usr/bin/chromium';
const launchOptions = existsSync(debian)
  ? {
      executablePath: debian,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    }
  : {};

export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 30_000,
  reporter: [['list'], ['junit', { outputFile: process.env.RESULTS ?? 'test-results/browser.xml' }]],
  use: { baseURL, locale: 'en-GB', timezoneId: 'UTC', launchOptions, trace: 'retain-on-failure' },
  projects: [
    { name: 'desktop', testIgnore: /no-javascript\.spec\.ts/, use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
    { name: 'phone', testMatch: /(width|accessibility)\.spec\.ts/, use: { ...devices['Desktop Chrome'], viewport: { width: 390, height: 844 } } },
    { name: 'no-javascript', testMatch: /no-javascript\.spec\.ts/, use: { ...devices['Desktop Chrome'], javaScriptEnabled: false } },
  ],
  webServer: {
    command: `${target}/release/frontdesk demo --listen 127.0.0.1:${port} --rates off`,
    url: `${baseURL}/robots.txt`,
    reuseExistingServer: false,
    timeout: 30_000,
    stdout: 'ignore',
    stderr: 'pipe',
    // The simulated AWS is this machine's own: no quota has to be kept, so everything is read in a second.
    env: {
      FRONTDESK_LIMITS__BURST: '10000',
      FRONTDESK_LIMITS__REQUESTS_PER_SECOND: '1000',
      FRONTDESK_QUOTAS__SHARE: '1',
      FRONTDESK_QUOTAS__CONNECT: '1000',
      FRONTDESK_QUOTAS__CONNECT_READS: '1000',
      FRONTDESK_QUOTAS__SES: '1000',
      FRONTDESK_QUOTAS__WORKSPACES: '1000',
    },
  },
});
