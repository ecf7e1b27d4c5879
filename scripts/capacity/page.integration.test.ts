/** The page of a capacity in a real browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { wordsOf } from '../words/language.ts';
import { answeredCapacity } from '../workshop/testing/answered-capacity.ts';
import { startChromium, WITHOUT_BROWSER } from '../workshop/testing/chromium.ts';
import { dotsOf, opened, PHONE, violationsOf, widthOf } from '../workshop/testing/page-checks.ts';
import { capacityHtml } from './print-html.ts';

const ASSETS = {
  script: readFileSync('dist/report.js', 'utf8'),
  style: readFileSync('dist/report-style.css', 'utf8'),
};

describe.skipIf(WITHOUT_BROWSER)('the page of a capacity, in a browser', () => {
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    browser = await startChromium();
    const file = join(temporaryFolder(), 'capacity.html');
    writeFileSync(file, capacityHtml(answeredCapacity(), wordsOf('en'), ASSETS));
    url = pathToFileURL(file).href;
  });
  afterAll(() => browser?.close());

  it('draws its chart, has no error, and keys read every value', async () => {
    const { page, wrong } = await opened(browser, url);
    const painted = await dotsOf(page);
    expect(painted).toHaveLength(1);
    expect(painted[0]!.dots).toBeGreaterThan(1000);
    await page.locator('[data-chart="capacity-curve"]').focus();
    await page.keyboard.press('Home');
    const readout = page.locator('[data-readout="capacity-curve"]');
    expect(await readout.textContent()).toMatch(/^machines 1: measured \S+\/s, .*95 %, lower end \S+\/s$/);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it.each([
    { colorScheme: 'light', viewport: undefined },
    { colorScheme: 'dark', viewport: PHONE },
  ] as const)('is read by everybody, and fits: $colorScheme', async ({ colorScheme, viewport }) => {
    const { page } = await opened(browser, url, {
      ...{ colorScheme, bypassCSP: true },
      ...(viewport === undefined ? {} : { viewport }),
    });
    await page.$$eval('details', (all) => {
      for (const each of all) each.setAttribute('open', '');
    });
    expect(await violationsOf(page)).toEqual([]);
    if (viewport !== undefined) expect(await widthOf(page)).toBeLessThanOrEqual(viewport.width);
    await page.close();
  });
});
