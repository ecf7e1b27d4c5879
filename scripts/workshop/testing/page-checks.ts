/** What every page of ours must be, as questions to a page in a browser. What runs in the page is text: no test knows its types. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export const PHONE = { width: 390, height: 844 } as const;
export const DESKTOP = { width: 1440, height: 900 } as const;

/** Into the page for the test alone: the page itself lets no script in. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Forgets each control that gets the focus; how many there are. */
const WATCH_FOCUS = `(() => {
  const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
  globalThis.left = new Set(all.filter((each) => each.checkVisibility()));
  document.addEventListener('focusin', ({ target }) => left.delete(target));
  return left.size;
})()`;
/** How many dots of each chart are painted. */
const DOTS = `[...document.querySelectorAll('[data-chart]')].map((box) => {
  const canvas = box.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return { id: box.dataset.chart, dots: data.filter((value) => value > 0).length };
})`;

export interface Opened {
  readonly page: Page;
  /** What nobody should see: what it writes to the console, its errors, and requests to anywhere else. */
  readonly wrong: string[];
}

/** @param isOwn whether it may ask for this address; if left out, for its own alone */
export async function opened(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  isOwn: (asked: string) => boolean = (asked) => asked === url,
): Promise<Opened> {
  const page = await browser.newPage({ viewport: DESKTOP, ...options });
  const wrong: string[] = [];
  page.on('console', (message) => wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => !isOwn(request.url()) && wrong.push(request.url()));
  await page.goto(url);
  return { page, wrong };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * What axe-core finds. The page must have been opened with `bypassCSP`.
 * @param rules all, if left out
 * @throws Error if it looked at nothing
 */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const options = { resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) };
  await page.addScriptTag({ content: AXE });
  const found = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as {
    readonly violations: readonly Violation[];
    readonly passes: readonly unknown[];
  };
  if (found.passes.length === 0) throw new Error('axe-core looked at nothing');
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

/** Presses Tab once for each control that can be seen, and returns how many there are and those that never had the focus. */
export async function tabbedThrough(page: Page): Promise<{ controls: number; missed: readonly string[] }> {
  const controls = await page.evaluate<number>(WATCH_FOCUS);
  for (let i = 0; i < controls; i++) await page.keyboard.press('Tab');
  const missed = await page.evaluate<string[]>('[...left].map((each) => each.outerHTML.slice(0, 80))');
  return { controls, missed };
}

export const dotsOf = (page: Page): Promise<{ id: string; dots: number }[]> => page.evaluate(DOTS);

/** CSS pixels: more than the window has means that one must scroll sideways. */
export const widthOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth');
