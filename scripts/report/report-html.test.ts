import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_REMARKS } from '../evidence/remarks.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { ASSETS, reportSource, timelineOf } from '../workshop/testing/report-source.ts';
import { STORIES } from '../workshop/testing/verdicts.ts';
import type { ChartData } from './chart.ts';
import { reportHtml } from './report-html.ts';
import type { ReportSource } from './source.ts';

const page = (source: ReportSource = reportSource(), words: Parameters<typeof reportHtml>[1] = en): string =>
  reportHtml(source, words, ASSETS);
const chartsOf = (text: string): ChartData =>
  JSON.parse(/<script type="application\/json" id="charts">(.*?)<\/script>/s.exec(text)![1]!) as ChartData;
/** The elements that a page has, by how many there are. */
const tagsOf = (text: string): Record<string, number> => {
  const tags: Record<string, number> = {};
  for (const [, tag] of text.matchAll(/<([a-z][a-z0-9]*)/gi)) tags[tag!] = (tags[tag!] ?? 0) + 1;
  return tags;
};

describe('the report', () => {
  it.each(Object.entries(STORIES))(
    'of a run that was %s says its verdict first, in both languages',
    (_, story) => {
      const source = reportSource(story);
      for (const words of [en, zh]) {
        const text = page(source, words);
        expect(text).toContain(`<html lang="${words.language}">`);
        expect(text).toMatch(new RegExp(`<h1>[\\s\\S]*?${words.outcome[source.verdict.outcome]}</h1>`));
        expect(text.indexOf('</h1>')).toBeLessThan(text.indexOf('<h2'));
        expect(text).not.toMatch(/undefined|NaN|\[object/);
      }
    },
  );

  it('may load nothing, and runs no script and no style but its own', () => {
    const text = page();
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)!;
    const hash = (code: string): string => createHash('sha256').update(code).digest('base64');
    const scripts = [...text.matchAll(/<script>(.*?)<\/script>/gs)].map(([, code]) => code!);
    const styles = [...text.matchAll(/<style>(.*?)<\/style>/gs)].map(([, code]) => code!);
    expect(policy).toContain('default-src &#39;none&#39;');
    expect([scripts.length, styles.length]).toEqual([1, 1]);
    expect(policy).toContain(`script-src &#39;sha256-${hash(scripts[0]!)}&#39;`);
    expect(policy).toContain(`style-src &#39;sha256-${hash(styles[0]!)}&#39;`);
    expect(text).not.toMatch(/\s(?:src|srcset|style|on[a-z]+)=/);
    expect([...text.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).not.toContainEqual(
      expect.stringContaining('//'),
    );
  });

  it('says what a cell is, and how many a pass rests on, instead of their names', () => {
    const source = reportSource();
    const verdict = { ...source.verdict, outcome: 'pass' as const };
    expect(page({ ...source, verdict })).toContain(en.table.passRestsOn(String(verdict.decidedBy.length)));
    expect(page({ ...source, verdict })).not.toContain(en.report.headline.restsOn);
  });

  it('has a row for each objective of the plan, and apart from them those that need no declaration', () => {
    const source = reportSource();
    const [first] = source.verdict.objectives;
    const undeclared = { ...first!, id: 'sent-once', kind: 'sent-once' as const, state: 'pass' as const };
    const verdict = { ...source.verdict, objectives: [first!, undeclared] };
    const text = page({ ...source, verdict });
    const apart = text.indexOf(`<h3>${en.table.undeclared}</h3>`);
    expect(apart).toBeGreaterThan(text.indexOf(`${first!.id}<small>`));
    expect(apart).toBeLessThan(text.indexOf('sent-once<small>'));
  });

  it('accuses nobody after a run that was cut short', () => {
    const { audit } = reportSource().observations;
    const observations = { audit: { ...audit, unasked: ['east: an order is paid: broken 100 times'] } };
    expect(page(reportSource({ observations }))).toContain('broken 100 times');
    const text = page(reportSource({ observations, events: ['interrupted'] }));
    expect(text).not.toContain('broken 100 times');
    expect(text).toContain(en.table.cutShort);
  });

  it('without a timeline says so, and draws nothing', () => {
    const text = page(reportSource({}, null));
    expect(text).toContain('no charts over time');
    expect(text).not.toMatch(/<script|<figure/);
    expect(page()).not.toContain('no charts over time');
  });

  it('leaves out what a shop does not have', () => {
    const source = reportSource();
    const bare = page(source);
    for (const id of ['drills', 'campaign', 'alerts']) expect(bare).not.toContain(`id="${id}"`);
    const timeline = timelineOf(60, { stockLeftPieces: Array.from({ length: 60 }, (_, i) => 600 - i) });
    expect(page({ ...source, timeline })).toContain('id="campaign"');
  });

  it('draws each objective about a share of answers with its target, drills left out', () => {
    const charts = chartsOf(page()).charts;
    const coupon = charts.find(({ title }) => title === 'coupons')!;
    const east = coupon.lines.find(({ label }) => label === 'east')!;
    expect(east.values).toEqual(Array.from({ length: 60 }, () => 0.99));
    expect(coupon.targets).toEqual([{ label: en.report.objectives.least, value: expect.any(Number) }]);
    // Nobody asked there: no figure, and not zero.
    expect(coupon.lines.find(({ label }) => label !== 'east')?.values ?? [null]).toContain(null);
  });

  it('draws CPU with the line beyond which the machine is the bottleneck, and memory, where they were kept', () => {
    const use = [{ role: 'generator' as const, cpuShare: [0.25], memoryBytes: [3e8] }];
    const charts = chartsOf(page(reportSource({}, timelineOf(1, { use })))).charts;
    const cpu = charts.find(({ id }) => id === 'cpu')!;
    expect(cpu.lines.map(({ values }) => values)).toEqual([[0.25], [0.25]]);
    expect(cpu.targets).toEqual([{ label: en.report.generator.cpuLimit, value: 0.7 }]);
    expect(charts.find(({ id }) => id === 'memory')!.lines[0]!.values).toEqual([300]);
    expect(page()).not.toContain('id="cpu"');
  });

  it('has each chart that its script draws, with its numbers beside it', () => {
    const text = page();
    const ids = chartsOf(text).charts.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      const [figure] = new RegExp(`<figure class="chart" id="${id}">[\\s\\S]*?</figure>`).exec(text)!;
      expect(figure).toContain(`data-chart="${id}" tabindex="0"`);
      expect(figure).toMatch(/<details><summary>[\s\S]*<table/);
    }
  });

  it('shows texts from elsewhere as they are: none becomes an element', () => {
    const tags = fc.constantFrom(
      '<script>',
      '</script>',
      '<img src=x onerror=x>',
      '"><svg onload=x>',
      '<!--',
      "'",
    );
    const text = fc.array(fc.oneof(tags, fc.string())).map((parts) => parts.join(''));
    const clean = reportSource();
    const withText = (words: string): ReportSource => ({
      ...clean,
      plan: { ...clean.plan, name: words, description: words, sources: { [words]: words } },
      verdict: {
        ...clean.verdict,
        ...{ runId: words, headline: words, notes: [words], onPurpose: [words], decidedBy: [words] },
        causes: [{ step: words, cause: words, count: 3 }],
        traces: [{ id: words, step: words, outcome: words, responseMs: 1 }],
        objectives: clean.verdict.objectives.map((each) => ({ ...each, source: words })),
      },
    });
    const want = tagsOf(page(withText('plain')));
    fc.assert(
      fc.property(text, (words) => {
        expect(tagsOf(page(withText(words)))).toEqual(want);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a run of 24 hours', () => {
  it('has a report below 2 MB, in less than five seconds', () => {
    const HOURS_24_SECONDS = 86_400;
    const seconds = Array.from({ length: HOURS_24_SECONDS }, (_, atSeconds) => ({
      ...{ atSeconds, intended: 100, responses: 100, good: 99 },
      ...{ ordersOk: 3, shoppers: 1000 },
    }));
    const steps = Array.from({ length: 40 }, (_, i) => `step.${i}`);
    const list = Array.from({ length: 600 }, (_, i) => 1000 + i);
    const rows = steps.flatMap((step) =>
      ['east', 'south', 'north'].map((region) => ({
        ...{ step, region, inDrill: false },
        ...{ ok: list, failed: list, refused: list, late: list },
      })),
    );
    const causes = steps.map((step) => ({ phase: 'burst', step, words: 'failed: HTTP 500', count: 7 }));
    const story = { observations: { seconds, remarks: { ...NO_REMARKS, causes } } };
    const source = reportSource(story, timelineOf(600, { sliceSeconds: 144, steps: rows }));
    const beganMs = performance.now();
    const text = page(source);
    expect(performance.now() - beganMs).toBeLessThan(5000);
    expect(text.length).toBeLessThan(1.9e6);
  });
});
