/** The report of a real run in a real browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { wordsOf } from '../words/language.ts';
import { startChromium, WITHOUT_BROWSER } from '../workshop/testing/chromium.ts';
import {
  dotsOf,
  opened,
  PHONE,
  tabbedThrough,
  violationsOf,
  widthOf,
} from '../workshop/testing/page-checks.ts';
import { recordedReport } from '../workshop/testing/recorded-report.ts';
import { reportHtml } from './report-html.ts';

const ASSETS = {
  script: readFileSync('dist/report.js', 'utf8'),
  style: readFileSync('dist/report-style.css', 'utf8'),
};
const ROWS_LOOKED_AT = 6;

describe.skipIf(WITHOUT_BROWSER)('the report of a real run, in a browser', () => {
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    browser = await startChromium();
    const file = join(temporaryFolder(), 'report.html');
    writeFileSync(file, reportHtml(recordedReport(), wordsOf('en'), ASSETS));
    url = pathToFileURL(file).href;
  });
  afterAll(() => browser?.close());

  it('draws every chart, asks nobody for anything, and has no error', async () => {
    const { page, wrong } = await opened(browser, url);
    const painted = await dotsOf(page);
    expect(painted.length).toBeGreaterThan(5);
    expect(painted.filter(({ dots }) => dots < 1000)).toEqual([]);
    // Even a script that was let in could not phone home.
    const blocked = await page.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'sent',
        () => 'blocked',
      ),
    );
    expect(blocked).toBe('blocked');
    expect(wrong.filter((text) => !/Content Security Policy|Fetch API cannot load/.test(text))).toEqual([]);
    await page.close();
  });

  it.each([
    { colorScheme: 'light', rules: undefined },
    // Whatever else may be wrong is wrong in light too.
    { colorScheme: 'dark', rules: ['color-contrast'] },
  ] as const)('breaks no rule of accessibility when it is $colorScheme', async ({ colorScheme, rules }) => {
    const { page } = await opened(browser, url, { colorScheme, bypassCSP: true });
    // What is folded away is looked at too: the first of each section, for the others are made alike.
    await page.$$eval('section, .drill', (all) => {
      for (const each of all) each.querySelector('details')?.setAttribute('open', '');
    });
    // Rows are made alike too, and each costs a look.
    await page.$$eval(`tbody tr:nth-child(n + ${ROWS_LOOKED_AT + 1})`, (all) => {
      for (const each of all) each.remove();
    });
    expect(await violationsOf(page, rules)).toEqual([]);
    await page.close();
  });

  it('is reached by the keyboard: every control, and every value of a chart', async () => {
    const { page } = await opened(browser, url);
    const { controls, missed } = await tabbedThrough(page);
    expect(controls).toBeGreaterThan(30);
    expect(missed).toEqual([]);

    const [id] = await page.$$eval('[data-chart]', (all) =>
      all.map((each) => each.getAttribute('data-chart')!),
    );
    const readout = page.locator(`[data-readout="${id}"]`);
    await page.locator(`[data-chart="${id}"]`).focus();
    await page.keyboard.press('End');
    const last = await readout.textContent();
    await page.keyboard.press('ArrowLeft');
    expect(await readout.textContent()).not.toBe(last);
    expect(await readout.textContent()).toMatch(/^\d+ s: due \S+/);
    await page.close();
  });

  it('fits a phone, and paper', async () => {
    const { page } = await opened(browser, url, { viewport: PHONE, colorScheme: 'dark' });
    expect(await widthOf(page)).toBeLessThanOrEqual(PHONE.width);
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.length).toBeGreaterThan(20_000);
    await page.close();
  });
});
