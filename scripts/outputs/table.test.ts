import { describe, expect, it } from 'vitest';
import { judge } from '../verdict/judge.ts';
import { OBJECTIVES } from '../workshop/testing/small-plan.ts';
import { lags, phaseSeen, rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { STORIES, VERDICTS } from '../workshop/testing/verdicts.ts';
import { printed, printedFiles } from './index.ts';
import { table } from './table.ts';

describe('the table on the console', () => {
  it.each(VERDICTS)('of a $name run fits into 100 columns and opens with its outcome', ({ verdict }) => {
    const text = table.print(verdict, { colour: false, explain: true });
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
    expect(text.startsWith(`${verdict.outcome.toUpperCase()}  small-carnival · run-1\n`)).toBe(true);
    expect(text).toContain('seed 7 · scale 1 · pace 1 · speed 60');
  });

  it('shows the share of the CPU by phase, where it was measured', () => {
    const text = table.print(judge(rehearsal()), { colour: false, explain: true });
    expect(text).toMatch(/\n {2}burst +.* ms +60 %\n/);
    expect(text).toMatch(/\n {2}flash-sale +.* ms +–\n/);
  });

  it.each(VERDICTS)('of a $name run fits into the 80 columns of a small terminal', ({ verdict }) => {
    const lines = table.print(verdict, { colour: false, explain: true, columns: 80 }).split('\n');
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('uses the whole width of a wide terminal, and breaks nothing that it need not', () => {
    const { verdict } = VERDICTS[0]!;
    const lines = (columns: number) =>
      table.print(verdict, { colour: false, explain: true, columns }).split('\n').length;
    expect(lines(200)).toBeLessThan(lines(100));
    expect(lines(100)).toBeLessThan(lines(80));
  });

  it('shows what a target, a plan or a log said, and does not obey it', () => {
    const hostile = '\u001b]52;c;cm0gLXJm\u0007\u009b2J\r';
    const said = rehearsal({
      plan: { name: `a${hostile}` },
      observations: {
        missing: `Prometheus said ${hostile}`,
        events: [{ atMs: 0, kind: 'note', reason: hostile }],
        audit: { ...rehearsal().observations.audit, brokenPromises: [hostile], done: false, reason: hostile },
      },
    });
    const verdict = judge(said);
    for (const text of [
      printed(verdict, { colour: false, explain: true }),
      ...printedFiles(verdict).map(({ text }) => text),
    ]) {
      expect(text).not.toMatch(/(?![\n])\p{Cc}/u);
      expect(text).toContain('\\u001b]52;c;cm0gLXJm\\u0007\\u009b2J');
    }
    const file = printedFiles(verdict).find(({ file }) => file === 'verdict.json')!;
    expect(JSON.parse(file.text)).toEqual(JSON.parse(JSON.stringify(verdict)));
  });

  it('says what was set in the shop on purpose, so that such a run is not taken for a real one', () => {
    const shop = {
      ...rehearsal().plan.shop,
      faults: [{ step: 'bank', kind: 'hang', value: 0 }] as const,
      misbehave: ['oversells'],
    };
    const text = table.print(judge(rehearsal({ plan: { shop } })), { colour: false, explain: true });
    expect(text).toContain('\n  on purpose: fault bank:hang\n  on purpose: misbehave oversells\n');
    expect(table.print(judge(rehearsal()), { colour: false, explain: true })).not.toContain('on purpose');
  });

  it('says the same in colour', () => {
    for (const { verdict } of VERDICTS) {
      const coloured = table.print(verdict, { colour: true, explain: true });
      expect(coloured).toContain('\u001b[');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
      expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(
        table.print(verdict, { colour: false, explain: true }),
      );
    }
  });

  it('names failed cells by objective, phase and step', () => {
    const text = table.print(judge(rehearsal(STORIES.slow)), { colour: false, explain: true });
    expect(text).toMatch(/✗ response · burst · order\.create +0 % +≤ 0\.024 % +12,000\n/);
  });

  it('shows a share that must be low from above, and never prints a miss as the target', () => {
    const shown = (refused: number) =>
      table.print(
        judge(
          rehearsal({
            observations: { sessionsStopped: [{ phase: 'burst', population: 'buyers', value: refused }] },
          }),
        ),
        { colour: false, explain: true },
      );
    expect(shown(0)).toMatch(/✓ honest +0 % +≤ 0\.022 % +≤ 0\.05 % +14,200 /);
    expect(shown(0)).toMatch(/✓ bots +99\.75 % +≥ 99\.4\d* % +≥ 99 % +2,000 /);
    expect(shown(13)).toMatch(/✗ honest +0\.092 % +≥ 0\.05[1-9] % +≤ 0\.05 % +14,200 /);
    expect(shown(13)).toMatch(/FAILED\n.*✗ honest · whole run +0\.092 % +≥ 0\.05[1-9] % +14,200\n/);
    expect(shown(30)).toMatch(/✗ honest · burst +0\.25 % +≥ 0\.1\d* % +12,000\n/);
  });

  it('lists the cells that are not proven, and says which were required', () => {
    const text = table.print(judge(rehearsal({ steps: { '* · coupon.redeem': { intended: 700 } } })), {
      colour: false,
      explain: true,
    });
    expect(text).toContain(
      'coupons · coupon.redeem: 1,400 samples, but 99.8 % needs 1,497 without a failure — required',
    );
    expect(text).toContain('coupons: warm-up · coupon.redeem (700), burst · coupon.redeem (700)');
  });

  it('counts the cells of single regions instead of listing them', () => {
    const text = table.print(judge(rehearsal({ steps: { 'warm-up · coupon.redeem': { intended: 700 } } })), {
      colour: false,
      explain: true,
    });
    expect(text).toMatch(/\? coupons: warm-up · coupon\.redeem \(700\), 2 cells of single regions\n/);
    expect(text).not.toContain('coupon.redeem · east');
  });

  it('says what decided, how the samples lie in time, and what was left out', () => {
    const steps = { 'burst · order.create': { late: 20, own: 12 } };
    const [whole, ...others] = rehearsal({ steps }).observations.dispersion;
    const together = { ...whole!, badSquared: 400, badTimesAnswers: 4000 };
    const verdict = judge(rehearsal({ steps, observations: { dispersion: [together, ...others] } }));
    const text = table.print(verdict, { colour: false, explain: true });
    expect(text).toMatch(/^ {2}decided by \S.*$/m);
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /✓ response 99.964 % .* deff 20; no bad second in 300: outages of a second come less often than every 100 s, 95 %; 12 left out: the generator's own/,
    );
  });

  it('shows each cell that the plan requires below its objective', () => {
    const objectives = OBJECTIVES.map((each) =>
      each.kind === 'response-time' ? { ...each, requires: [{ phase: 'burst', region: 'south' }] } : each,
    );
    const text = table.print(judge(rehearsal({ plan: { objectives } })), { colour: false, explain: true });
    expect(text.replace(/\s+/g, ' ')).toContain(
      ' burst · south ≥ 99.982 % of 17,000; no bad second in 100: outages of a second come less often than every 33.3 s, 95 %',
    );
  });

  it('names at most four of those that decided', () => {
    const text = table.print(judge(rehearsal()), { colour: false, explain: true }).replace(/\s+/g, ' ');
    expect(text).toContain(
      'decided by response · whole run, coupons · coupon.redeem, sold-out · flash.take, lost · whole run and 5 more',
    );
  });

  it('cuts long lists and points to verdict.json', () => {
    const refusing = rehearsal({ steps: { '* · *': (intended) => ({ failed: intended - 1, refused: 1 }) } });
    const text = table.print(judge(refusing), { colour: false, explain: true });
    const failed = text.match(/^ {2}✗ .*≤.*/gm)!;
    expect(failed.length).toBeGreaterThan(10);
    expect(failed.length).toBeLessThanOrEqual(20 + OBJECTIVES.length);
    expect(text).toMatch(/ {2}… and \d+ more in verdict\.json\n/);
  });

  it('begins what failed with what the plan requires, and names no region where all regions failed', () => {
    const failing = rehearsal({ steps: { '* · coupon.redeem': (intended) => ({ failed: intended }) } });
    const text = table.print(judge(failing), { colour: false, explain: true });
    const failed = text.slice(text.indexOf('\nFAILED')).split('\n\n')[0]!;
    expect(failed.split('\n')[2]).toMatch(/✗ (response|coupons) · (whole run|coupon\.redeem) /);
    expect(failed).toContain('coupons · burst · coupon.redeem');
    expect(failed).not.toMatch(/· (east|south)/);
  });

  it('shows one line a check, for its worst place, and each broken place', () => {
    const phases = ['warm-up', 'burst', 'flash-sale'].map((phase) => ({
      ...phaseSeen(phase),
      tickLag: lags(100, phase === 'warm-up' ? 0 : 50),
    }));
    const text = table.print(judge(rehearsal({ observations: { phases } })), {
      colour: false,
      explain: true,
    });
    expect(text).toContain('✓ vus finished     warm-up, the worst of 3: 4 VUs started and finished');
    expect(text).toContain('✗ ticks on time    burst: tick lag p99 at most 300 ms, limit 100 ms');
    expect(text).toContain('✗ ticks on time    flash-sale: tick lag p99 at most 300 ms, limit 100 ms');
  });
});
