/** The page of a scale-out in a real browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { wordsOf } from '../words/language.ts';
import { askedWith } from '../workshop/testing/asked-scale-out.ts';
import { startChromium, WITHOUT_BROWSER } from '../workshop/testing/chromium.ts';
import { dotsOf, opened, PHONE, violationsOf, widthOf } from '../workshop/testing/page-checks.ts';
import { scaleOutHtml } from './print-html.ts';
import { scaleOutOf } from './scale-out.ts';

const ASSETS = {
  script: readFileSync('dist/report.js', 'utf8'),
  style: readFileSync('dist/report-style.css', 'utf8'),
};

describe.skipIf(WITHOUT_BROWSER)('the page of a scale-out, in a browser', () => {
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    browser = await startChromium();
    const file = join(temporaryFolder(), 'scale-out.html');
    writeFileSync(file, scaleOutHtml(scaleOutOf(askedWith()), wordsOf('en'), ASSETS));
    url = pathToFileURL(file).href;
  });
  afterAll(() => browser?.close());

  it('draws its chart without an error, and keys read every value', async () => {
    const { page, wrong } = await opened(browser, url);
    const painted = await dotsOf(page);
    expect(painted).toHaveLength(1);
    expect(painted[0]!.dots).toBeGreaterThan(1000);
    await page.locator('[data-chart="scale-out-course"]').focus();
    await page.keyboard.press('End');
    const readout = page.locator('[data-readout="scale-out-course"]');
    expect(await readout.textContent()).toMatch(/^\d+ s: demand \S+, asked for \S+, ready \S+, gap \S+$/);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it('is read by everybody, and fits a phone', async () => {
    const { page } = await opened(browser, url, { colorScheme: 'dark', bypassCSP: true, viewport: PHONE });
    await page.$$eval('details', (all) => {
      for (const each of all) each.setAttribute('open', '');
    });
    expect(await violationsOf(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(PHONE.width);
    await page.close();
  });
});
