import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { reportSource } from '../workshop/testing/report-source.ts';
import { STORIES } from '../workshop/testing/verdicts.ts';
import { LINES_MAX, reportMarkdown } from './report-markdown.ts';

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');

describe('the report in Markdown', () => {
  it.each(Object.entries(STORIES))('of a run that was %s begins with the verdict', (_, story) => {
    const source = reportSource(story);
    for (const words of [en, zh]) {
      const [title] = linesOf(reportMarkdown(source, words));
      expect(title).toContain(`## ${words.outcome[source.verdict.outcome]}: `);
    }
  });

  it('has at most 60 lines, however much failed and went wrong', () => {
    const source = reportSource(STORIES.dead);
    const many = <T>(items: readonly T[]): T[] =>
      Array.from({ length: 200 }, (_, i) => items[i % items.length]!);
    const objectives = many(source.verdict.objectives).map((each, i) => ({ ...each, id: `objective-${i}` }));
    const drill = {
      ...{ drill: 'd', phase: 'burst', where: 'bank', fault: 'error', beginSeconds: 1, endSeconds: 2 },
      ...{ recoveredSeconds: 3, setSeconds: null, liftedSeconds: null, requests: 1, share: 0.1 },
      ...{ missing: 'a\nb '.repeat(500), state: 'fail' as const },
    };
    const verdict = { ...source.verdict, objectives, drills: many([drill]), headline: 'x\n'.repeat(900) };
    const lines = linesOf(reportMarkdown({ ...source, verdict }, en));
    expect(lines.length).toBeLessThanOrEqual(LINES_MAX);
    expect(lines.length).toBeGreaterThan(LINES_MAX / 2);
  });

  it('says what failed, and how to run it again', () => {
    const text = reportMarkdown(reportSource(STORIES.slow), en);
    expect(text).toContain(`**${en.report.objectives.failedTitle}**`);
    expect(text).toMatch(/npx carnival rehearse --plan \S+ --seed \d+/);
    expect(reportMarkdown(reportSource(), en)).not.toContain(en.report.objectives.failedTitle);
  });

  it('says what was broken on purpose, and how to break it again', () => {
    const source = reportSource();
    const verdict = { ...source.verdict, onPurpose: ['misbehave loses-an-order'] };
    const text = reportMarkdown({ ...source, verdict }, en);
    expect(text).toContain('on purpose: misbehave loses-an-order');
    expect(text).toMatch(/npx carnival rehearse --plan .* --misbehave loses-an-order/);
    expect(reportMarkdown(source, en)).not.toContain('on purpose');
  });

  it('shows a table whose rows nobody can break', () => {
    const source = reportSource();
    const [first, ...rest] = source.verdict.objectives;
    const verdict = { ...source.verdict, objectives: [{ ...first!, id: 'a | b\n| c' }, ...rest] };
    const rows = linesOf(reportMarkdown({ ...source, verdict }, en)).filter((line) => line.startsWith('|'));
    for (const line of rows) expect(line.replaceAll('\\|', '').split('|').length).toBe(8);
  });
});
