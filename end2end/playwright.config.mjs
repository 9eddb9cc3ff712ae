// The same specs run in two browsers: one that runs scripts, and one that does not.
import { defineConfig } from "@playwright/test";
import { browser } from "./support/browser.mjs";

/** What only scripts can do: islands, and axe, which is a script itself. */
const NEEDS_SCRIPTS = /@javascript/;

export default defineConfig({
  testDir: "specs",
  outputDir: "out/results",
  // A test is a journey of its own: which worker walks it does not matter.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 5_000 },
  reporter: [["list"]],
  use: {
    ...browser,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    trace: "off",
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
  },
  projects: [
    { name: "mit JavaScript", use: { javaScriptEnabled: true } },
    { name: "ohne JavaScript", use: { javaScriptEnabled: false }, grepInvert: NEEDS_SCRIPTS },
  ],
});
