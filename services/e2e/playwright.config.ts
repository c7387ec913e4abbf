import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'src',
  globalSetup: './src/start-platform.ts',
  outputDir: 'target/failures',
  reporter: [['list', { printSteps: true }]],
  // One after the other: the machine has few cores, and the first journey is timed.
  workers: 1,
  timeout: 150_000,
  globalTimeout: 8 * 60_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    locale: 'en-GB',
    // Only a platform of this machine has a certificate that no browser knows.
    ignoreHTTPSErrors: process.env.MILLRACE_E2E_PRODUCT?.startsWith('https://localhost:') ?? false,
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.MILLRACE_CHROMIUM ?? '/usr/bin/chromium',
      chromiumSandbox: false,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
