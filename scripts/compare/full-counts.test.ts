import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { runWith, shareOf } from '../workshop/testing/compared-runs.ts';
import { compare } from './compare.ts';
import type { Extract, FigureSeen } from './extract.ts';
import { printHtml } from './print-html.ts';
import { printComparison } from './print-text.ts';

const HERE = { otherMachine: false };
const figureOf = (objective: string, figure: number, state: FigureSeen['state']): FigureSeen => ({
  ...{ objective, drill: null, phase: null, step: null, region: null, required: true },
  ...{ unit: 'count', figure, state },
});
const base = runWith({
  shares: [shareOf()],
  figures: [
    figureOf('recovery', 3, 'pass'),
    figureOf('orders-lost', 0, 'pass'),
    figureOf('oversold', 2, 'fail'),
    figureOf('books', 1, 'fail'),
  ],
  causes: [{ step: 'payment.pay', cause: 'HTTP 503, "busy"', count: 2 }],
});
const lossy = runWith({
  ...{ runId: 'run-2', outcome: 'fail', headline: 'orders-lost failed: 77 lost', shares: [shareOf()] },
  figures: [
    figureOf('recovery', 4, 'pass'),
    figureOf('orders-lost', 77, 'fail'),
    figureOf('oversold', 5, 'fail'),
    figureOf('books', 0, 'pass'),
  ],
  causes: [
    { step: 'payment.pay', cause: 'HTTP 404, "No order o.1"', count: 60 },
    { step: 'payment.pay', cause: 'HTTP 404, "No order o.2"', count: 9 },
    { step: 'payment.pay', cause: 'HTTP 503, "busy"', count: 1 },
  ],
});
const textOf = (one: Extract, other: Extract): string =>
  printComparison(compare(one, other, HERE), { colour: false });

describe('full counts of two runs', () => {
  it('decide by their targets, and the worst stands first', () => {
    expect(compare(base, lossy, HERE).figures.map(({ name, finding }) => `${name}: ${finding}`)).toEqual([
      'orders-lost · whole run: worse',
      'oversold · whole run: fails-in-both',
      'books · whole run: better',
      'recovery · whole run: differs',
    ]);
  });

  it('stand before differences that chance may make, and are in the summary', () => {
    const text = textOf(base, lossy);
    expect(text).toContain('full counts: 1 worse, 1 better, 1 that fail in both; shares and times: no');
    expect(text).toContain('✗ orders-lost · whole run: 0 → 77 (fails in head alone)');
    expect(text.indexOf('FULL COUNTS')).toBeLessThan(text.indexOf('DIFFERENCES'));
    expect(text.indexOf('OTHER COUNTS')).toBeGreaterThan(text.indexOf('DIFFERENCES'));
    expect(text.slice(text.indexOf('OTHER COUNTS'))).toContain('· recovery · whole run: 3 → 4');
  });

  it('are not in the summary where none decides', () => {
    const calm = runWith({ shares: [shareOf()], figures: [figureOf('recovery', 3, 'pass')] });
    const other = runWith({
      runId: 'run-2',
      shares: [shareOf()],
      figures: [figureOf('recovery', 4, 'pass')],
    });
    expect(textOf(calm, other)).not.toContain('full counts');
  });
});

describe('what failed answers said', () => {
  it('is named where there is more of it, by step and status: an id differs from run to run', () => {
    expect(compare(base, lossy, HERE).causes).toEqual([
      { step: 'payment.pay', cause: 'HTTP 404, "No order o.1"', base: 0, head: 69 },
    ]);
    expect(textOf(base, lossy)).toContain('payment.pay: HTTP 404, "No order o.1": 0 → 69');
    expect(printHtml(compare(base, lossy, HERE), en)).toContain('Why more answers failed');
    expect(compare(lossy, base, HERE).causes).toEqual([
      { step: 'payment.pay', cause: 'HTTP 503, "busy"', base: 1, head: 2 },
    ]);
  });

  it('is not known of a run that is too old', () => {
    expect(compare(runWith({ shares: [shareOf()], causes: null }), lossy, HERE).causes[0]).toMatchObject({
      ...{ base: null, head: 69 },
    });
  });

  it('is no difference where a run gives no evidence', () => {
    expect(compare(base, { ...lossy, loadValid: false }, HERE).causes).toEqual([]);
  });
});

describe('the first lines of a comparison', () => {
  it('are what a reader must know, and the run that fails by itself', () => {
    const longer = { ...lossy, plan: { ...lossy.plan, scale: 2 } };
    const lines = textOf(base, longer).split('\n');
    expect(lines[1]).toContain('the load is another one (scale)');
    expect(lines.find((line) => /^ +[✓✗?]/.test(line))).toContain(
      '✗ head: fail, seed 618: orders-lost failed',
    );
    const [runs] = printHtml(compare(base, longer, HERE), en).match(/<tbody.*?<\/tr>/s)!;
    expect(runs).toContain('orders-lost failed');
  });

  it('say that both are one run', () => {
    expect(textOf(base, base).split('\n')[1]).toContain('base and head are one run');
  });
});

describe('a share or a time with too little in common', () => {
  const empty = (runId: string): Extract =>
    runWith({ runId, shares: [shareOf(), shareOf({ phase: 'burst', bad: 0, n: 0 })] });

  it('is not counted as compared, and nobody is told that nothing would have shown', () => {
    const comparison = compare(empty('run-1'), empty('run-2'), HERE);
    expect(comparison.family.tests).toBe(1);
    const text = printComparison(comparison, { colour: false });
    expect(text).toContain('no difference that could be shown in 1 comparison');
    expect(text).toContain('not compared: too little in common');
    expect(text).not.toContain('nothing or more');
    expect(printHtml(comparison, en)).toContain('not compared: too little in common');
  });
});
