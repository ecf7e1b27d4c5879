/** The live page in a real browser: in the middle of a drill, and when it becomes the report of a real run. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { MID_DRILL } from '../rehearsal/live/testing/live-state.ts';
import { reportHtml } from '../report/report-html.ts';
import { wordsOf } from '../words/language.ts';
import { startChromium, WITHOUT_BROWSER } from '../workshop/testing/chromium.ts';
import {
  DESKTOP,
  dotsOf,
  type Opened,
  opened,
  PHONE,
  tabbedThrough,
  violationsOf,
  widthOf,
} from '../workshop/testing/page-checks.ts';
import { recordedReport } from '../workshop/testing/recorded-report.ts';
import { type LiveServer, startLiveServer } from './live-server.ts';

const SECOND_MS = 1000;

describe.skipIf(WITHOUT_BROWSER)('the live page, in a browser', () => {
  let browser: Browser;
  let server: LiveServer | null = null;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await server?.close(null);
    server = null;
  });

  const started = async (language: 'en' | 'zh' = 'en'): Promise<LiveServer> => {
    server = await startLiveServer({ port: null, words: wordsOf(language) });
    return server;
  };
  /** Opened as a person does it: before the first figures are there. */
  const watching = async ({ url }: LiveServer, options: BrowserContextOptions = {}): Promise<Opened> => {
    const follows = await opened(browser, url, options, (asked) => asked.startsWith(url));
    await follows.page.waitForFunction('events.readyState === EventSource.OPEN');
    return follows;
  };
  const inMidDrill = async (live: LiveServer, options: BrowserContextOptions = {}): Promise<Opened> => {
    const follows = await watching(live, options);
    live.view.draw(MID_DRILL);
    await follows.page.locator('#drills li').first().waitFor();
    return follows;
  };

  it('shows figures and how they went, the drill, breakers, and the objective that burns, and follows', async () => {
    const live = await started();
    const { page, wrong } = await inMidDrill(live);
    const text = (selector: string): Promise<string[]> => page.locator(selector).allInnerTexts();
    expect(await text('#warnings li')).toEqual([
      expect.stringMatching(/^response-time north burns six times as fast as it may/),
      expect.stringContaining('BreakerOpen'),
    ]);
    expect(await text('#drills .fault')).toEqual(['fault for 0:04 more']);
    expect(await text('#breakers li')).toHaveLength(MID_DRILL.breakers.length);
    expect((await text('#breakers li'))[0]).toMatch(/^bank north\s+open$/);
    expect((await text('#figures tr')).join('\n')).toMatch(/requests offered\s+3,710\/s\s+214,332/);
    // A line of its own for each figure that has a course, as wide as its place.
    const lines = await page.$$eval('#figures svg path', (all) =>
      all.map((each) => each.getBoundingClientRect().width),
    );
    expect(lines).toHaveLength(4);
    expect(Math.min(...lines)).toBeGreaterThan(100);

    live.view.draw({ ...MID_DRILL, elapsedMs: MID_DRILL.elapsedMs + 2 * SECOND_MS });
    await page.getByText('fault for 0:02 more').waitFor();
    expect(wrong).toEqual([]);
    await page.close();
  });

  it.each([
    { colorScheme: 'light', viewport: DESKTOP, language: 'en' },
    { colorScheme: 'dark', viewport: DESKTOP, language: 'zh' },
    { colorScheme: 'light', viewport: PHONE, language: 'zh' },
    { colorScheme: 'dark', viewport: PHONE, language: 'en' },
  ] as const)(
    'is read by everybody, by keyboard too, and fits: $colorScheme, $viewport.width px, $language',
    async ({ language, ...options }) => {
      const live = await started(language);
      const { page } = await watching(live, { ...options, bypassCSP: true });
      expect(await violationsOf(page)).toEqual([]);
      // Nothing empty stands there.
      expect(await page.locator('section:visible').count()).toBe(0);
      live.view.draw(MID_DRILL);
      await page.locator('#drills li').first().waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await widthOf(page)).toBeLessThanOrEqual(options.viewport.width);
      // All columns are in sight; the browser may round a pixel up.
      const hidden = await page.$eval('.scroll', (table) => table.scrollWidth - table.clientWidth);
      expect(hidden).toBeLessThanOrEqual(1);
      expect(await tabbedThrough(page)).toEqual({ controls: 1, missed: [] });
      await page.close();
    },
  );

  it('says that the run is judged, and becomes its report with every chart drawn', async () => {
    const live = await started();
    const { page, wrong } = await inMidDrill(live);
    live.view.end(MID_DRILL);
    await page.getByText('judges').waitFor();
    const file = join(temporaryFolder(), 'report.html');
    const assets = {
      script: readFileSync('dist/report.js', 'utf8'),
      style: readFileSync('dist/report-style.css', 'utf8'),
    };
    writeFileSync(file, reportHtml(recordedReport(), wordsOf('en'), assets));
    await live.close(file);
    await page.locator('[data-chart] canvas').last().waitFor();
    expect(page.url()).toBe(`${live.url}report`);
    const painted = await dotsOf(page);
    expect(painted.length).toBeGreaterThan(5);
    expect(painted.filter(({ dots }) => dots < 1000)).toEqual([]);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it('stays, and says so, when the run has no report', async () => {
    const live = await started();
    const { page, wrong } = await inMidDrill(live);
    await live.close(null);
    await page.getByText('It has no report').waitFor();
    expect(await page.locator('#figures tr').count()).toBeGreaterThan(4);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it('is not shown without its token, under another name, nor to a script of another page', async () => {
    const live = await started();
    const page = await browser.newPage();
    const statusOf = async (url: string): Promise<number> => {
      const answered = page.waitForResponse(url);
      // A refusal is empty, so the browser shows an error of its own.
      await page.goto(url).catch(() => null);
      return (await answered).status();
    };
    expect(await statusOf(new URL('/', live.url).href)).toBe(404);
    // A name that leads to this machine, as an attacker's may: a browser sends it as the Host.
    expect(await statusOf(live.url.replace('127.0.0.1', 'attacker.localhost'))).toBe(403);
    expect(await statusOf(live.url)).toBe(200);
    await page.close();

    const hostile = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>'));
    await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve));
    const its = await browser.newPage();
    await its.goto(`http://127.0.0.1:${(hostile.address() as AddressInfo).port}/`);
    // With an Origin, and without: it is told nothing, not even the status.
    for (const mode of ['cors', 'no-cors'])
      expect(
        await its.evaluate(`fetch('${live.url}', { mode: '${mode}' }).then(() => 'answer', () => 'nothing')`),
      ).toBe('nothing');
    await its.close();
    hostile.closeAllConnections();
    hostile.close();
  });
});
