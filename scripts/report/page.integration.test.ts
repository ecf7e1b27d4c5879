/** The report of a real run in a real browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { wordsOf } from '../words/language.ts';
import { startChromium, WITHOUT_BROWSER } from '../workshop/testing/chromium.ts';
import { recordedReport } from '../workshop/testing/recorded-report.ts';
import { reportHtml } from './report-html.ts';

/** Into the page for the test alone: the page itself lets no script in. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ASSETS = {
  script: readFileSync('dist/report.js', 'utf8'),
  style: readFileSync('dist/report-style.css', 'utf8'),
};
const ROWS_LOOKED_AT = 6;
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

/** What runs in the page is text: this file knows no page. How many dots of each chart are painted. */
const DOTS = `[...document.querySelectorAll('[data-chart]')].map((box) => {
  const canvas = box.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return { id: box.dataset.chart, dots: data.filter((value) => value > 0).length };
})`;
/** Forgets each control that gets the focus; how many there are. */
const WATCH_FOCUS = `(() => {
  const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
  globalThis.left = new Set(all.filter((each) => each.checkVisibility()));
  document.addEventListener('focusin', ({ target }) => left.delete(target));
  return left.size;
})()`;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

describe.skipIf(WITHOUT_BROWSER)('the report of a real run, in a browser', () => {
  let browser: Browser;
  let url: string;
  let file: string;
  beforeAll(async () => {
    browser = await startChromium();
    file = join(temporaryFolder(), 'report.html');
    writeFileSync(file, reportHtml(recordedReport(), wordsOf('en'), ASSETS));
    url = pathToFileURL(file).href;
  });
  afterAll(() => browser?.close());

  /** A page, and what it did that nobody should see. */
  async function opened(options: BrowserContextOptions = {}): Promise<{ page: Page; wrong: string[] }> {
    const page = await browser.newPage({ viewport: DESKTOP, bypassCSP: false, ...options });
    const wrong: string[] = [];
    page.on('console', (message) => wrong.push(message.text()));
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('request', (request) => request.url() !== url && wrong.push(request.url()));
    await page.goto(url);
    return { page, wrong };
  }

  it('draws every chart, asks nobody for anything, and has no error', async () => {
    const { page, wrong } = await opened();
    const painted = await page.evaluate<{ id: string; dots: number }[]>(DOTS);
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
    const { page } = await opened({ colorScheme, bypassCSP: true });
    // What is folded away is looked at too: the first of each section, for the others are made alike.
    await page.$$eval('section, .drill', (all) => {
      for (const each of all) each.querySelector('details')?.setAttribute('open', '');
    });
    // Rows are made alike too, and each costs a look.
    await page.$$eval(`tbody tr:nth-child(n + ${ROWS_LOOKED_AT + 1})`, (all) => {
      for (const each of all) each.remove();
    });
    await page.addScriptTag({ content: AXE });
    const found = (await page.evaluate(
      `axe.run(${JSON.stringify({ resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) })})`,
    )) as { readonly violations: readonly Violation[]; readonly passes: readonly unknown[] };
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual(
      [],
    );
    expect(found.passes.length).toBeGreaterThan(0);
    await page.close();
  });

  it('is reached by the keyboard: every control, and every value of a chart', async () => {
    const { page } = await opened();
    const wanted = await page.evaluate<number>(WATCH_FOCUS);
    expect(wanted).toBeGreaterThan(30);
    for (let i = 0; i < wanted; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate('[...left].map((each) => each.outerHTML.slice(0, 80))')).toEqual([]);

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
    const { page } = await opened({ viewport: PHONE, colorScheme: 'dark' });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      PHONE.width,
    );
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.length).toBeGreaterThan(20_000);
    await page.close();
  });
});
