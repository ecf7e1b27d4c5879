import { describe, expect, it } from 'vitest';
import { widthOf } from '../text/width.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { drilledScaleOut } from '../workshop/testing/drilled-scale-out.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { mistakesBySchema } from '../workshop/testing/schema-mistakes.ts';
import type { Drill } from './drill.ts';
import { drillFileOf } from './drill-file.ts';
import { drillChart, drillHtml } from './print-html.ts';
import { printDrill } from './print-text.ts';

const STORIES: Readonly<Record<string, Drill>> = {
  agree: drilledScaleOut(),
  differ: drilledScaleOut({ toCapacity: Number.POSITIVE_INFINITY, secondsOut: 66 }),
  'cannot-tell': drilledScaleOut({}, ['the autoscaler never saw how busy the replicas are']),
};

describe.each(Object.entries(STORIES))('a drill whose verdict is %s', (verdict, drill) => {
  it('says so first', () => {
    expect(drill.compared.verdict).toBe(verdict);
    expect(printDrill(drill, { colour: false })).toContain(
      `VERDICT\n  ${en.scaleOutDrill.verdict[drill.compared.verdict]}`,
    );
  });

  it('is said in both languages, and fits 80 columns', () => {
    const said = (words: typeof en | typeof zh): string =>
      printDrill(drill, { colour: false, columns: 80, words });
    expect(leftEnglish(said(en), said(zh))).toEqual([]);
    for (const line of [...said(en).split('\n'), ...said(zh).split('\n')])
      expect(widthOf(line), line).toBeLessThanOrEqual(80);
  });

  it('is in a file of its schema', () => {
    expect(mistakesBySchema('scale-out-drill')(drillFileOf(drill))).toEqual([]);
  });

  it('is on a page with its chart', () => {
    const html = drillHtml(drill, en, { script: '', style: '' });
    expect(html).toContain(en.scaleOutDrill.page.title);
    expect(html).toContain('scale-out-drill');
  });
});

describe('the words of a drill', () => {
  it('name each figure that differs', () => {
    expect(printDrill(STORIES.differ!, { colour: false })).toContain(
      'It differs in: time to capacity; out of the objective.',
    );
    expect(printDrill(STORIES.differ!, { colour: false })).toMatch(/time to capacity .* never\s+differs/);
  });
});

describe('the chart', () => {
  it('has the measured line over the simulated one, and the gap of what was measured', () => {
    const { lines } = drillChart(STORIES.agree!, en);
    expect(lines.map(({ label }) => label)).toEqual([
      ...['demand', 'asked for, measured', 'ready, simulated', 'ready, measured', 'gap, measured'],
    ]);
    const [demand, , , ready, gap] = lines.map(({ values }) => values);
    for (const [second, missing] of gap!.entries())
      expect(missing).toBe(Math.max(0, demand![second]! - ready![second]!));
    expect(Math.max(...(gap as readonly number[]))).toBeGreaterThan(50);
  });
});
