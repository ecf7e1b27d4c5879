/** The page of a comparison in a real browser. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { startChromium, WITHOUT_BROWSER } from '../workshop/testing/chromium.ts';
import { comparedPage } from '../workshop/testing/compared-page.ts';
import {
  DESKTOP,
  opened,
  PHONE,
  tabbedThrough,
  violationsOf,
  widthOf,
} from '../workshop/testing/page-checks.ts';

describe.skipIf(WITHOUT_BROWSER)('the page of a comparison, in a browser', () => {
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    browser = await startChromium();
    const file = join(temporaryFolder(), 'compared.html');
    writeFileSync(file, comparedPage());
    url = pathToFileURL(file).href;
  });
  afterAll(() => browser?.close());

  it('has no error, and asks nobody for anything', async () => {
    const { page, wrong } = await opened(browser, url);
    expect(await page.locator('section').count()).toBe(10);
    const [first, ...others] = await page.locator('.worse td:nth-child(2)').allTextContents();
    expect(first).toBe('fails in head alone');
    expect(new Set(others)).toEqual(new Set(['worse']));
    expect(wrong).toEqual([]);
    await page.close();
  });

  it.each([
    { colorScheme: 'light', viewport: DESKTOP },
    { colorScheme: 'dark', viewport: PHONE },
  ] as const)(
    'is read by everybody, by keyboard too, and fits: $colorScheme, $viewport.width px',
    async (options) => {
      const { page } = await opened(browser, url, { ...options, bypassCSP: true });
      expect(await violationsOf(page)).toEqual([]);
      expect(await widthOf(page)).toBeLessThanOrEqual(options.viewport.width);
      const { controls, missed } = await tabbedThrough(page);
      expect(controls).toBe(await page.locator('table').count());
      expect(missed).toEqual([]);
      await page.close();
    },
  );

  it('shows on a phone each figure below the last, beside the name of its column', async () => {
    const { page } = await opened(browser, url, { viewport: PHONE });
    for (const wide of await page.locator('.wide').all())
      expect(await wide.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
    const name = await page.evaluate<string>(
      "getComputedStyle(document.querySelector('.worse td'), '::before').content",
    );
    expect(name).toContain('finding');
    await page.close();
  });

  it('prints on A4, dark ink on white, with no column cut off', async () => {
    const { page } = await opened(browser, url, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: A4_WIDTH, height: 900 });
    expect(await widthOf(page)).toBeLessThanOrEqual(A4_WIDTH);
    expect(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
    await page.close();
  });
});

/** What a sheet leaves between margins of 1 cm, CSS pixels. */
const A4_WIDTH = 718;
