import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paintsFor } from '../../text/colour.ts';
import { widthOf } from '../../text/width.ts';
import { en } from '../../words/en.ts';
import { zh } from '../../words/zh.ts';
import { plainLine } from './plain-line.ts';
import type { Rates } from './rates.ts';
import { screenLines, type Terminal } from './screen.ts';
import type { LiveState } from './state.ts';

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
  breakers: [],
  alerts: [],
  trend: [],
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

const point = (offered: number) => ({
  atMs: 0,
  offered,
  achieved: offered,
  withinShare: 1,
  sendLagP99: 0.015,
});
const terminal = (columns: number, rows = 40): Terminal => ({ columns, rows });
const plain = { words: en, paints: paintsFor(false) };
const chinese = { words: zh, paints: paintsFor(false) };
const linesOf = (given: LiveState, columns: number, rows?: number) =>
  screenLines(given, terminal(columns, rows), plain);

describe('the live screen', () => {
  it('shows where the run is and how it fares', () => {
    const trend = [...Array.from({ length: 30 }, () => point(1000)), point(4000), point(2000)];
    expect(`\n${linesOf({ ...state, trend }, 81).join('\n')}\n`).toBe(`
summer-carnival  run 20261122-1714
6:00 of 12:00, 6:00 left

warm-up        █████████████                                                done
burst                       █████████████░░░░░░░░░░░░                  3:00 left
flash-sale                                   ░                           in 1:00
continuation                                         ░░░░░░░░░░░░░       in 3:00


                       last 10 s    whole run
shoppers               2,000,000
requests offered         3,710/s    1,214,332  ▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃█▅
requests achieved        3,709/s    1,214,000  ▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃█▅
requests answered        3,708/s    1,213,900
within 1.2 s             99.99 %      99.91 %  ████████████████████████████████
coupon success          100.00 %            –
orders                     4.2/s       98,123
send lag p99             ≤ 15 ms       > 10 s  ▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂



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
    expect(linesOf(given, 97)[7]).toBe(want);
    expect(linesOf(given, 97)).toHaveLength(linesOf(state, 97).length + 1);
  });

  it('says how long it has heard nothing, in one line', () => {
    const silence = {
      sinceMs: state.elapsedMs - 12_000,
      reason: 'Prometheus does not answer:\n  ECONNREFUSED',
    };
    expect(linesOf({ ...state, silence }, 81).at(-1)).toBe(
      'no data for 0:12: Prometheus does not answer: ECONNREFUSED',
    );
  });

  it('shows dashes before the first answer, and the time until the start', () => {
    const lines = linesOf({ ...state, elapsedMs: -5000, shoppers: 0, recent: null, whole: null }, 81);
    expect(lines[1]).toBe('set-up, begins in 0:05');
    expect(lines.find((line) => line.startsWith('warm-up'))).toMatch(/ {2}in 0:05$/);
    expect(lines.find((line) => line.startsWith('requests offered'))).toMatch(/– +–$/);
  });

  it('the time left is said as the end of all phases, and not below zero', () => {
    const second = (elapsedMs: number) => linesOf({ ...state, elapsedMs }, 80)[1];
    expect(second(12 * MINUTE_MS - 1000)).toBe('11:59 of 12:00, 0:01 left');
    expect(second(13 * MINUTE_MS)).toBe('all 12:00 done, waiting for the last answers');
  });

  it('keeps its height and its width whatever happens, so that nothing jumps', () => {
    const elapsedMs = fc.integer({ min: -MINUTE_MS, max: 20 * MINUTE_MS });
    const columns = fc.integer({ min: 1, max: 300 });
    const rates = fc.option(fc.constantFrom(recent, whole));
    const silence = fc.option(fc.record({ sinceMs: fc.nat(), reason: fc.string({ maxLength: 300 }) }));
    const fits = (height: number, rows: number) => Math.min(height, Math.max(1, rows - 1));
    const heightOf = linesOf(state, 80, 1000).length;
    const rows = fc.integer({ min: 1, max: 60 });
    const spoken = fc.constantFrom(plain, chinese);
    const trend = fc.array(fc.constantFrom(point(0), point(4000), { ...point(9), withinShare: null }));
    const title = fc.string({ unit: fc.constantFrom('a', '红', '👩‍👩‍👧', '\u001b', 'e\u0301') });
    const shape = fc.record({ elapsedMs, recent: rates, whole: rates, silence, trend, title });
    fc.assert(
      fc.property(shape, columns, rows, spoken, (changed, width, high, voice) => {
        const lines = screenLines({ ...state, ...changed }, terminal(width, high), voice);
        expect(lines).toHaveLength(fits(heightOf, high));
        // One column less than the terminal has: a full line would wrap in some.
        for (const line of lines) expect(widthOf(line)).toBeLessThan(Math.max(width, 1));
        expect(lines.join('')).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('fills a phase’s bar by time, from empty to full', () => {
    const filled = (elapsedMs: number) =>
      [...linesOf({ ...state, elapsedMs }, 100).find((line) => line.startsWith('burst'))!].filter(
        (sign) => sign === '█',
      ).length;
    const all = filled(9 * MINUTE_MS);
    expect(filled(3 * MINUTE_MS)).toBe(0);
    expect(filled(6 * MINUTE_MS) / all).toBeCloseTo(0.5, 1);
    expect(filled(12 * MINUTE_MS)).toBe(all);
  });
});

describe('breakers and warnings', () => {
  const breaker = (dependency: string, region: string, is: 'closed' | 'half-open' | 'open') =>
    ({ dependency, region, state: is }) as const;
  const alert = (name: string, severity: string, labels: Readonly<Record<string, string>>) => ({
    ...{ alert: name, severity, labels },
  });

  it('the breakers that are not closed are named, open ones first', () => {
    const shut = [breaker('bank', 'east', 'closed'), breaker('bank', 'south', 'closed')];
    const away = [breaker('database', 'south', 'half-open'), breaker('bank', 'north', 'open')];
    expect(linesOf({ ...state, breakers: shut }, 90)).toContain('breakers: all 2 closed');
    expect(linesOf({ ...state, breakers: [...shut, ...away] }, 90)).toContain(
      'breakers: bank north open · database south half-open · the other 2 closed',
    );
  });

  it('an objective that burns is told early, once, and before what else fires', () => {
    const at = { objective: 'response-time', region: 'south', drill: 'bank-down' };
    const alerts = [
      alert('FailedShareHigh', 'page', { region: 'north', drill: '' }),
      alert('ResponseTimeBurningSlow', 'ticket', at),
      alert('ResponseTimeBurningFast', 'page', at),
      alert('SuccessBurningSlow', 'ticket', { objective: 'coupons' }),
      alert('DrillOn', 'info', { drill: 'bank-down' }),
    ];
    expect(linesOf({ ...state, alerts }, 140)).toContain(
      '! response-time south burns six times as fast as it may (drill bank-down) · coupons burns twice as fast as it may · Fai…',
    );
    expect(plainLine({ ...state, alerts }, en)).toContain(
      '  ! response-time south burns six times as fast as it may',
    );
  });

  it('are in colour where colour is wanted, and say the same without', () => {
    const given = { ...state, alerts: [alert('RegionDown', 'page', { region: 'north' })] };
    const coloured = screenLines(given, terminal(80), { words: en, paints: paintsFor(true) });
    expect(coloured.join('\n')).toContain('\u001b[31m! RegionDown north\u001b[39m');
    expect(coloured.map(stripVTControlCharacters)).toEqual(linesOf(given, 80));
  });
});

describe('a low terminal', () => {
  it('of 24 rows shows everything of a run with four phases and drills', () => {
    const drills = [{ drill: 'd', phase: 'burst', beginMs: 0, endMs: 1, recoveredMs: 2 }];
    expect(linesOf({ ...state, drills }, 80, 24)).toEqual(linesOf({ ...state, drills }, 80, 1000));
  });

  it('loses blank lines first, then phases that are over, and never the title, the warnings or the time left', () => {
    const alerts = [{ alert: 'RegionDown', severity: 'page', labels: {} }];
    const lines = linesOf({ ...state, alerts }, 80, 17);
    expect(lines).toHaveLength(16);
    expect(lines.filter((line) => line.startsWith('warm-up'))).toEqual([]);
    expect(lines.find((line) => line.startsWith('burst'))).toBeDefined();
    for (const high of [4, 10, 17]) {
      const few = linesOf({ ...state, alerts }, 80, high);
      expect(few[0]).toBe(state.title);
      expect(few.join('\n')).toContain('! RegionDown');
    }
  });
});

describe('in Chinese', () => {
  it('columns stay below each other, by the width of their characters', () => {
    const lines = screenLines(state, terminal(81), chinese);
    const ends = lines
      .filter((line) => /应发请求|已发请求|已收响应/.test(line))
      .map((line) => widthOf(line.slice(0, line.lastIndexOf(',') + 4)));
    expect(ends).toHaveLength(3);
    expect(new Set(ends).size).toBe(1);
    expect(lines.join('')).not.toMatch(/requests|orders|shoppers|left/);
  });
});

describe('the line for a log', () => {
  it('says the same without a terminal', () => {
    expect(plainLine(state, en)).toBe(
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
      plainLine({ ...state, elapsedMs }, en)
        .trim()
        .split('  ')[1],
    ).toBe(want);
  });

  it('tells of silence, with and without earlier figures', () => {
    const silent = { ...state, silence: { sinceMs: state.elapsedMs - 3000, reason: 'gone' } };
    expect(plainLine(silent, en)).toMatch(/lag p99 ≤ 15 ms {2}no data for 0:03: gone$/);
    expect(plainLine({ ...silent, recent: null }, en)).toBe('   6:00  burst  no data for 0:03: gone');
    expect(plainLine({ ...state, recent: null }, en)).toBe('   6:00  burst  no data yet');
  });
});
