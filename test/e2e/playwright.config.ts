import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  testDir: '.',
  outputDir: `${root}/test-results`,
  globalSetup: '../support/e2e-setup.ts',
  // Each test starts a program of its own; on a small machine more at once only slow each other down.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  retries: 0,
  reporter: 'list',
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    /** The real program, on the Electron that `scripts/electron-runtime.mjs` finds. */
    { name: 'program', testIgnore: '**/browser/**' },
    /** The renderer alone in a current Chromium, with a stand-in for the main process. */
    { name: 'browser', testDir: './browser' },
  ],
});
