import { defineConfig, devices } from '@playwright/test';
import { existsSync } from 'node:fs';

const chromium = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);

// What only the browser's process may see; see end2end/chromium.
const environment = Object.fromEntries(
  ['LD_LIBRARY_PATH', 'FONTCONFIG_PATH'].flatMap((name) => {
    const value = process.env[`CHROMIUM_${name}`];
    return value ? [[name, value]] : [];
  }),
);

const desktop = { ...devices['Desktop Chrome'], channel: undefined };

export default defineConfig({
  globalSetup: './setup/start.ts',
  globalTeardown: './setup/stop.ts',
  // A journey that passes only when repeated is a defect to be found: the summary names it with what it said.
  // Where nobody looks on, it is repeated once, so that one race in a browser does not stop everything else.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: !!process.env.CI,
  // Generous, for machines that do other things as well: a test that passes does not wait for them.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // Two at once, also on two cores: a browser waits for the server as often as it works.
  workers: 2,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: process.env.DIWAN_BASE_URL,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
      ],
      env: { ...(process.env as Record<string, string>), ...environment },
    },
  },
  projects: [
    { name: 'journeys', testDir: './tests', use: desktop },
    // The same server with what a release gives to browsers: small, and in parts.
    { name: 'release', testDir: './release', use: desktop },
  ],
});
