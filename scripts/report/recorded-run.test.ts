/** The report of a real run, as text: one of the plan `drills`, which failed. */

import { describe, expect, it } from 'vitest';
import { countsAt } from '../evidence/evidence.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import { escapedMarkup } from '../text/markup.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { recordedReport } from '../workshop/testing/recorded-report.ts';
import { ASSETS } from '../workshop/testing/report-source.ts';
import { reportHtml } from './report-html.ts';
import { LINES_MAX, reportMarkdown } from './report-markdown.ts';

const source = recordedReport();
const page = reportHtml(source, en, ASSETS);
const section = (id: string): string =>
  new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)?.[0] ?? '';

describe('the report of a run with drills that failed', () => {
  it('begins with what failed, and why', () => {
    expect(page.indexOf(en.report.objectives.failedTitle)).toBeLessThan(page.indexOf('id="proven"'));
    expect(section('why')).toContain('response-time · burst · payment.pay · south');
    expect(section('causes')).toContain('HTTP 503');
  });

  it('has each drill with all that it expects, and the states of its breakers', () => {
    for (const { drill } of source.verdict.drills) expect(section('drills')).toContain(`> ${drill}</h3>`);
    const expected = source.verdict.objectives.filter(({ drill }) => drill !== null);
    for (const { drill, id } of expected) expect(section('drills')).toContain(id.slice(drill!.length + 1));
    expect(section('drills')).toMatch(/<rect class="open" x="[\d.]+" y="0" width="[\d.]+" height="20"\/>/);
    expect(section('drills')).toMatch(/<rect class="fault"/);
  });

  it('says what the target of each breaker clause counts, and where it comes from', () => {
    const { counted } = en.table;
    const sheds = source.verdict.objectives.find(({ kind }) => kind === 'breaker-sheds')!;
    expect(section('drills')).toContain(`${sheds.targetMax} ${counted['breaker-sheds']}</td>`);
    expect(section('drills')).toContain(escapedMarkup(sheds.source.slice(0, 20)));
  });

  it('draws each drill that happened, by seconds that are there without a timeline too', () => {
    const bare = reportHtml({ ...source, timeline: null }, en, ASSETS);
    for (const [i, { missing }] of source.verdict.drills.entries())
      for (const text of [page, bare]) expect(text.includes(`id="drill-${i}-load"`)).toBe(missing === null);
    expect(bare).toContain(en.report.noTimeline);
    expect(bare).not.toContain('id="load"');
  });

  it('compares the funnel and the books with the plan', () => {
    expect(section('funnel')).toContain('payment.pay');
    expect(section('books')).toContain(en.report.books.acknowledged);
    expect(section('regions')).toContain('south');
  });

  it('shows every outcome of a step: what was answered is the sum of its columns', () => {
    const responses = source.observations.responses.map((each) =>
      each.outcome === 'degraded' ? { ...each, outcome: 'stopped' as const } : each,
    );
    const observations = { ...source.observations, responses };
    const { ok, refused, degraded, stopped, failed } = countsAt(observations, {
      ...WHOLE_RUN,
      step: 'payment.pay',
    });
    expect(stopped).toBeGreaterThan(0);
    const page = reportHtml({ ...source, observations }, en, ASSETS);
    const row = /payment\.pay<\/th>.*?<\/tr>/s.exec(page.slice(page.indexOf('id="funnel"')))![0];
    const figures = [...row.matchAll(/>([\d,]+)<\/td>/g)].map(([, text]) =>
      Number(text!.replaceAll(',', '')),
    );
    expect(figures.slice(2)).toEqual([ok, refused, degraded, stopped, failed]);
  });

  it('exists in Chinese, reasons too; what the plan says in English is marked as English', () => {
    const chinese = reportHtml(source, zh, ASSETS);
    const said = zh.reason(source.verdict.headline);
    expect(said).not.toBe(source.verdict.headline);
    expect(chinese).toContain(escapedMarkup(said));
    expect(chinese).toContain(`<span lang="en">${source.plan.description.slice(0, 20)}`);
    expect(chinese).toContain(zh.report.drills.title);
    for (const title of [en.report.drills.title, en.report.funnel.title])
      expect(chinese).not.toContain(title);
  });

  it('fits into a comment', () => {
    const text = reportMarkdown(source, en);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(LINES_MAX);
    expect(text).toContain('✗ failed');
    expect(text).toContain(en.report.summary.embedded);
    expect(text).toMatch(/^- . \S+ \(.*\): .*recovered .* s after the fault's end/m);
  });
});
