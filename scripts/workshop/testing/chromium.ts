/** A real browser, for tests of pages. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const;

/** Set on a machine that shall not have a browser: then tests of pages are left out, and say so. */
export const WITHOUT_BROWSER = process.env.CARNIVAL_TEST_WITHOUT_BROWSER === '1';

/** @throws Error when there is none: a test that silently did nothing would prove nothing */
export function startChromium(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM, ...PLACES].find((place) => place && existsSync(place));
  if (executablePath === undefined)
    throw new Error(
      'no browser found: install one (Debian: apt-get install -y chromium), or name it with CHROMIUM=<path>; ' +
        'CARNIVAL_TEST_WITHOUT_BROWSER=1 leaves tests of pages out',
    );
  return chromium.launch({
    executablePath,
    // Without a sandbox: CI runs as root, and the only page is our own. A phone home would be a request that no test made.
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}
