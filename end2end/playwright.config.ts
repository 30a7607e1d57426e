import { defineConfig, devices } from '@playwright/test';
import { existsSync } from 'node:fs';

const target = process.env.CARGO_TARGET_DIR ?? '../target';
const port = 3917;
const at = (offset: number) => `http://127.0.0.1:${port + offset}`;

/** Where sessions end as they do by default. */
export const longSessions = at(0);
/** Where tests end all sessions of a person. */
export const endedSessions = at(1);
/** Where sessions end soon without anything done. */
export const shortIdle = at(2);
/** Where they end soon in any case. */
export const shortSessions = at(3);
/** Where tests change what is in AWS. */
export const changedAws = at(4);

/** Settings for a simulated AWS, which is this machine's own: no quota has to be kept, so everything is read in a second. */
export const unhurried: Record<string, string> = {
  FRONTDESK_LOG: 'warn',
  FRONTDESK_LIMITS__BURST: '10000',
  FRONTDESK_LIMITS__REQUESTS_PER_SECOND: '1000',
  FRONTDESK_QUOTAS__SHARE: '1',
  FRONTDESK_QUOTAS__CONNECT: '1000',
  FRONTDESK_QUOTAS__CONNECT_READS: '1000',
  FRONTDESK_QUOTAS__SES: '1000',
  FRONTDESK_QUOTAS__WORKSPACES: '1000',
};

/** A server of its own for tests that would be in others' way. */
const server = (url: string, env: Record<string, string> = {}) => ({
  command: `${target}/release/frontdesk demo --listen ${new URL(url).host} --rates off`,
  url: `${url}/robots.txt`,
  reuseExistingServer: false,
  timeout: 30_000,
  stdout: 'ignore' as const,
  stderr: 'pipe' as const,
  env: { ...unhurried, ...env },
});

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
  // For what hangs: the longest tests go through a thing's whole life, and take half of it on a slow machine.
  timeout: 60_000,
  reporter: [['list'], ['junit', { outputFile: process.env.RESULTS ?? 'test-results/browser.xml' }]],
  use: { baseURL: longSessions, locale: 'en-GB', timezoneId: 'UTC', launchOptions, trace: 'retain-on-failure' },
  projects: [
    { name: 'desktop', testIgnore: /(no-javascript|sessions|changes-[a-z-]+)\.spec\.ts/, use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
    { name: 'phone', testMatch: /(width|accessibility)\.spec\.ts/, use: { ...devices['Desktop Chrome'], viewport: { width: 390, height: 844 } } },
    { name: 'sessions', testMatch: /sessions\.spec\.ts/, fullyParallel: false, use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, baseURL: endedSessions } },
    // Each change waits for AWS, at the rates that AWS allows; and a person has one draft of a form, so that they come one by one.
    { name: 'changes', workers: 1, testMatch: /changes-[a-z-]+\.spec\.ts/, fullyParallel: false, timeout: 90_000, expect: { timeout: 20_000 }, use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, baseURL: changedAws } },
    { name: 'no-javascript', testMatch: /no-javascript\.spec\.ts/, use: { ...devices['Desktop Chrome'], javaScriptEnabled: false } },
  ],
  webServer: [
    server(longSessions),
    server(endedSessions),
    server(changedAws),
    server(shortIdle, { FRONTDESK_SESSION__IDLE: '130' }),
    server(shortSessions, { FRONTDESK_SESSION__ABSOLUTE: '305' }),
  ],
});
