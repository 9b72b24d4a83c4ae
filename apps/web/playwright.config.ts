import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './e2e/env.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/global-setup.ts',
  outputDir: '../../test-results',
  // One platform serves all journeys, and a machine of two cores runs one browser well.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  retries: 0,
  use: {
    launchOptions: chromiumLaunch(),
    // The page as it was at each step and its requests; a film of it would cost more than to run the journey.
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
    screenshot: 'only-on-failure',
  },
});
