/** The report of a real run, as text: one of the plan `drills`, which failed. */
import { describe, expect, it } from 'vitest';
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

  it('compares the funnel and the books with the plan', () => {
    expect(section('funnel')).toContain('payment.pay');
    expect(section('books')).toContain(en.report.books.acknowledged);
    expect(section('regions')).toContain('south');
  });

  it('exists in Chinese, with what is quoted from the verdict marked as English', () => {
    const chinese = reportHtml(source, zh, ASSETS);
    expect(chinese).toContain(`<span lang="en">${source.verdict.headline.slice(0, 20)}`);
    expect(chinese).toContain(zh.report.drills.title);
    for (const title of [en.report.drills.title, en.report.funnel.title])
      expect(chinese).not.toContain(title);
  });

  it('fits into a comment', () => {
    const text = reportMarkdown(source, en);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(LINES_MAX);
    expect(text).toContain('✗ failed');
  });
});
