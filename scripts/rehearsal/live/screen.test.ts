import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rates } from './rates.ts';
import { type LiveState, plainLine, screenLines } from './screen.ts';

const MINUTE_MS = 60_000;
const recent: Rates = {
  seconds: 10,
  offered: 37_100,
  achieved: 37_090,
  answered: 37_080,
  withinShare: 0.999_96,
  couponShare: 1,
  orders: 42,
  sendLagSecondsP99: 0.015,
};
const whole: Rates = {
  seconds: 390,
  offered: 1_214_332,
  achieved: 1_214_000,
  answered: 1_213_900,
  withinShare: 0.9991,
  couponShare: null,
  orders: 98_123,
  sendLagSecondsP99: Number.POSITIVE_INFINITY,
};
const state: LiveState = {
  title: 'summer-carnival  run 20261122-1714',
  drills: [],
  timetable: [
    { phase: 'warm-up', startMs: 0, endMs: 3 * MINUTE_MS },
    { phase: 'burst', startMs: 3 * MINUTE_MS, endMs: 9 * MINUTE_MS },
    { phase: 'flash-sale', startMs: 7 * MINUTE_MS, endMs: 7 * MINUTE_MS + 2000 },
    { phase: 'continuation', startMs: 9 * MINUTE_MS, endMs: 12 * MINUTE_MS },
  ],
  withinMs: 1200,
  elapsedMs: 6 * MINUTE_MS,
  shoppers: 2_000_000,
  hasCoupons: true,
  hasOrders: true,
  recent,
  whole,
  silence: null,
};

describe('the live screen', () => {
  it('shows where the run is and how it fares', () => {
    expect(`\n${screenLines(state, 81).join('\n')}\n`).toBe(`
summer-carnival  run 20261122-1714
6:00 of 12:00, 6:00 left

warm-up        █████████████                                                done
burst                       █████████████░░░░░░░░░░░░                  3:00 left
flash-sale                                   ░                           in 1:00
continuation                                         ░░░░░░░░░░░░░       in 3:00

                             last 10 s         whole run
shoppers                     2,000,000
requests offered               3,710/s         1,214,332
requests achieved              3,709/s         1,214,000
requests answered              3,708/s         1,213,900
within 1.2 s                   99.99 %           99.91 %
coupon success                100.00 %                 –
orders                           4.2/s            98,123
send lag p99                   ≤ 15 ms     off the scale


`);
  });

  it.each([
    { atMs: 4 * MINUTE_MS, want: 'next drill: bank-down in 1:00' },
    { atMs: 5 * MINUTE_MS, want: 'drill bank-down: fault for 0:08 more' },
    {
      atMs: 5 * MINUTE_MS + 9000,
      want: 'drill bank-down: may recover for 0:04 more · drill north-lost: fault for 0:07 more',
    },
    { atMs: 6 * MINUTE_MS, want: 'all drills are over' },
  ])('tells the drills as they happen, in one line: $want', ({ atMs, want }) => {
    const beginMs = 5 * MINUTE_MS;
    const bank = {
      drill: 'bank-down',
      phase: 'burst',
      beginMs,
      endMs: beginMs + 8000,
      recoveredMs: beginMs + 13_000,
    };
    const north = {
      ...bank,
      drill: 'north-lost',
      beginMs: beginMs + 8000,
      endMs: beginMs + 16_000,
      recoveredMs: beginMs + 20_000,
    };
    const given = { ...state, drills: [bank, north], elapsedMs: atMs };
    expect(screenLines(given, 97)[7]).toBe(want);
    expect(screenLines(given, 97)).toHaveLength(screenLines(state, 97).length + 1);
  });

  it('says how long it has heard nothing, in one line', () => {
    const silence = {
      sinceMs: state.elapsedMs - 12_000,
      reason: 'Prometheus does not answer:\n  ECONNREFUSED',
    };
    expect(screenLines({ ...state, silence }, 81).at(-1)).toBe(
      'no data for 0:12: Prometheus does not answer: ECONNREFUSED',
    );
  });

  it('shows dashes before the first answer, and the time until the start', () => {
    const lines = screenLines({ ...state, elapsedMs: -5000, shoppers: 0, recent: null, whole: null }, 81);
    expect(lines[1]).toBe('set-up, begins in 0:05');
    expect(lines.find((line) => line.startsWith('warm-up'))).toMatch(/ {2}in 0:05$/);
    expect(lines.find((line) => line.startsWith('requests offered'))).toMatch(/– +–$/);
  });

  it('the time left is said as the end of all phases, and not below zero', () => {
    const second = (elapsedMs: number) => screenLines({ ...state, elapsedMs }, 80)[1];
    expect(second(12 * MINUTE_MS - 1000)).toBe('11:59 of 12:00, 0:01 left');
    expect(second(13 * MINUTE_MS)).toBe('all 12:00 done, waiting for the last answers');
  });

  it('keeps its height and its width whatever happens, so that nothing jumps', () => {
    const elapsedMs = fc.integer({ min: -MINUTE_MS, max: 20 * MINUTE_MS });
    const columns = fc.integer({ min: 1, max: 300 });
    const rates = fc.option(fc.constantFrom(recent, whole));
    const silence = fc.option(fc.record({ sinceMs: fc.nat(), reason: fc.string({ maxLength: 300 }) }));
    const heightOf = screenLines(state, 80).length;
    fc.assert(
      fc.property(elapsedMs, columns, rates, rates, silence, (elapsed, width, now, all, silent) => {
        const lines = screenLines(
          { ...state, elapsedMs: elapsed, recent: now, whole: all, silence: silent },
          width,
        );
        expect(lines).toHaveLength(heightOf);
        // One column less than the terminal has: a full line would wrap in some.
        for (const line of lines) expect(line.length).toBeLessThan(Math.max(width, 1));
        expect(lines.join('')).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it('fills a phase’s bar by time, from empty to full', () => {
    const filled = (elapsedMs: number) =>
      [...screenLines({ ...state, elapsedMs }, 100).find((line) => line.startsWith('burst'))!].filter(
        (sign) => sign === '█',
      ).length;
    const all = filled(9 * MINUTE_MS);
    expect(filled(3 * MINUTE_MS)).toBe(0);
    expect(filled(6 * MINUTE_MS) / all).toBeCloseTo(0.5, 1);
    expect(filled(12 * MINUTE_MS)).toBe(all);
  });
});

describe('the line for a log', () => {
  it('says the same without a terminal', () => {
    expect(plainLine(state)).toBe(
      '   6:00  burst  shoppers 2,000,000  offered 3,710/s  achieved 3,709/s  within 99.99 %  ' +
        'coupons 100.00 %  orders 4.2/s  lag p99 ≤ 15 ms',
    );
  });

  it.each([
    { given: 'before the first phase', elapsedMs: -1000, want: 'set-up' },
    { given: 'in two phases at once', elapsedMs: 7 * MINUTE_MS + 1000, want: 'burst+flash-sale' },
    { given: 'after the last', elapsedMs: 12 * MINUTE_MS, want: 'drain' },
  ])('names the phase $given', ({ elapsedMs, want }) => {
    expect(
      plainLine({ ...state, elapsedMs })
        .trim()
        .split('  ')[1],
    ).toBe(want);
  });

  it('tells of silence, with and without earlier figures', () => {
    const silent = { ...state, silence: { sinceMs: state.elapsedMs - 3000, reason: 'gone' } };
    expect(plainLine(silent)).toMatch(/lag p99 ≤ 15 ms {2}no data for 0:03: gone$/);
    expect(plainLine({ ...silent, recent: null })).toBe('   6:00  burst  no data for 0:03: gone');
    expect(plainLine({ ...state, recent: null })).toBe('   6:00  burst  no data yet');
  });
});
