import { describe, expect, it } from 'vitest';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { widthOf } from '../text/width.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { askedWith } from '../workshop/testing/asked-scale-out.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { courseChart, scaleOutHtml } from './print-html.ts';
import { printScaleOut } from './print-text.ts';
import { type ScaleOut, scaleOutOf } from './scale-out.ts';
import { scaleOutFileOf, scaleOutFileSchema } from './scale-out-file.ts';
import { answerTexts } from './sentences.ts';
import type { StrategyName } from './strategies.ts';

const late = scaleOutOf(askedWith());
const idle = scaleOutOf(
  askedWith({ demand: { ...askedWith().demand, perSecond: new Float64Array(900).fill(500) } }),
);
const never = scaleOutOf(askedWith({}, { nodes: { quotaPods: 3 } }));
const STORIES: Readonly<Record<string, ScaleOut>> = { late, idle, never };

describe('the answer', () => {
  const planned = (name: StrategyName) => late.compared.find((each) => each.name === name)!.planned!;

  it('is that the autoscaler comes too late for a burst of a minute, and a pre-warm does not', () => {
    expect(planned('autoscaler').heldShare).toBe(0);
    expect(planned('pre-warmed').heldShare).toBeGreaterThanOrEqual(0.95);
    expect(planned('pre-warmed').ordersLost.median).toBeLessThan(planned('autoscaler').ordersLost.median);
    expect(planned('pre-warmed').replicaHours.median).toBeGreaterThan(
      planned('autoscaler').replicaHours.median,
    );
  });

  it('is a pre-warm that begins before the burst, with the hour that clocks show', () => {
    const { replicas, minutesBefore } = late.preWarm!;
    expect(replicas).toBeGreaterThan(late.replicasFirst);
    // 19:30, and 30 minutes of the calendar to the burst.
    const clock = new Date(Date.UTC(2026, 0, 1, 20, 0) - minutesBefore * 60_000).toISOString().slice(11, 16);
    expect(answerTexts(late, en.scaleOut)[1]).toContain(
      `at least ${replicas} replicas at ${clock} at the latest`,
    );
  });

  it('begins no later for a steeper burst, and the pre-warm of the planned one holds less often', () => {
    expect(late.preWarmSteep!.minutesBefore).toBeGreaterThanOrEqual(late.preWarm!.minutesBefore);
    const { planned: asPlanned, steep } = late.compared.find(({ name }) => name === 'pre-warmed')!;
    expect(steep!.heldShare).toBeLessThanOrEqual(asPlanned!.heldShare);
  });

  it('is the same again with the same seed', () => {
    expect(scaleOutFileOf(scaleOutOf(askedWith()))).toEqual(scaleOutFileOf(late));
    expect(scaleOutFileOf(scaleOutOf(askedWith({ seed: 2 })))).not.toEqual(scaleOutFileOf(late));
  });

  it('is nothing to do where the demand is as it was', () => {
    expect(idle.preWarm!.replicas).toBeLessThanOrEqual(idle.replicasFirst);
    expect(idle.compared[0]!.planned!.minutesOut.upper).toBe(0);
  });

  it('is none where the provider lets too few machines run', () => {
    expect(never.preWarm).toBeNull();
    expect(never.compared.find(({ name }) => name === 'pre-warmed')).toEqual({
      ...{ name: 'pre-warmed', planned: null, steep: null },
    });
  });

  it('is in a file of its schema', () => {
    for (const story of Object.values(STORIES))
      expect(scaleOutFileSchema.parse(JSON.parse(JSON.stringify(scaleOutFileOf(story))))).toEqual(
        scaleOutFileOf(story),
      );
  });
});

describe('what the measurements do not reach', () => {
  const high = (peak: number) => ({ ...askedWith().demand, perSecond: new Float64Array(900).fill(peak) });
  it.each([
    ['a burst beyond the curve', { demand: high(1e6) }, /the curve comes to/],
    ['a burst beyond what was measured', { demand: high(5400), extrapolate: 1 }, /say --extrapolate \d/],
    ['a tier that ends before', { tiers: [{ tier: 'database', ceiling: 100 }] }, /database carries 100/],
  ] as const)('is refused: %s', (_, change, message) => {
    let error: unknown;
    try {
      scaleOutOf(askedWith(change));
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(CarnivalError);
    const refused = error as CarnivalError;
    expect(refused.exitCode).toBe(EXIT.inconclusive);
    expect(`${refused.message}\n${refused.hint}`).toMatch(message);
    for (const text of [refused.message, refused.hint!])
      expect(leftEnglish(text, zh.message(text), [/--\w+ \d+/g])).toEqual([]);
  });
});

/** Names of options. */
const ALLOWED = [/--[a-z-]+/g, /\b\d+ CNY\b/g];

describe.each(Object.entries(STORIES))('the story of %s', (_, scaleOut) => {
  const text = (words: typeof en | typeof zh, columns: number): string =>
    printScaleOut(scaleOut, { colour: false, columns, words });

  it.each([100, 80])('fits a terminal of %d columns, in both languages', (columns) => {
    for (const words of [en, zh])
      for (const line of text(words, columns).split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });

  it('is said in Chinese, and has no number that is none', () => {
    expect(leftEnglish(text(en, 100), text(zh, 100), ALLOWED)).toEqual([]);
    for (const words of [en, zh]) expect(text(words, 100)).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it('is a page with the same answer, and with its chart', () => {
    const page = scaleOutHtml(scaleOut, en, { script: '', style: '' });
    for (const sentence of answerTexts(scaleOut, en.scaleOut)) expect(page).toContain(sentence);
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
    const { lines } = courseChart(scaleOut, en);
    expect(lines.map(({ label }) => label)).toEqual(['demand', 'asked for', 'ready', 'gap']);
    expect(lines.every(({ values }) => values.every((value) => Number.isFinite(value)))).toBe(true);
  });
});
