import { describe, expect, it } from 'vitest';
import { COUNTER, GAUGE } from '../metrics.ts';
import type { Behaviour } from './behaviour.ts';
import { arriving, crowdOf, EACH_SECOND, gazer, held, herd } from './test-world.ts';

const OK = 200;
const CONFLICT = 409;

/** A behaviour of one fork: each outcome of the first step leads to a step of its own. */
const fork: Behaviour = {
  name: 'fork',
  description: 'another way for each outcome',
  entry: { 'home.view': 1 },
  steps: {
    'home.view': {
      thinkSeconds: 1,
      ok: { 'product.view': 1 },
      refused: { 'activity.view': 1 },
      failed: { 'search.query': 1 },
    },
    'product.view': { thinkSeconds: 1, ok: { 'home.view': 1 } },
    'activity.view': { thinkSeconds: 1, ok: {} },
    'search.query': { thinkSeconds: 1, ok: {} },
  },
};

describe('a response', () => {
  it.each([
    { given: 'at the limit', sentMs: 1000, answeredMs: 2200, want: { within: 'true', lagMs: 0 } },
    { given: 'just beyond it', sentMs: 1000, answeredMs: 2201, want: { within: 'false', lagMs: 0 } },
    {
      given: 'sent late, at the limit',
      sentMs: 1900,
      answeredMs: 2200,
      want: { within: 'true', lagMs: 900 },
    },
    { given: 'sent late, beyond it', sentMs: 1900, answeredMs: 2201, want: { within: 'false', lagMs: 900 } },
  ])('$given is judged from when it was meant to leave', ({ sentMs, answeredMs, want }) => {
    const crowd = crowdOf([EACH_SECOND]);
    crowd.tickAt(sentMs);
    crowd.nowMs = answeredMs;
    crowd.sent[0]!.answer(OK);
    crowd.crowd.flush();
    expect(crowd.ledger.by(COUNTER.responses, 'within')).toMatchObject({ [want.within]: 1 });
    expect(crowd.ledger.sum(COUNTER.responses)).toBe(1);
    expect(crowd.samplesMs).toEqual([answeredMs - 1000]);
    const lag = (le: string): number => crowd.ledger.sum(COUNTER.sendLagBucket, { cause: 'generator', le });
    expect([lag('0.002'), lag('0.5'), lag('1')]).toEqual(want.lagMs === 0 ? [1, 1, 1] : [0, 0, 1]);
    const serviceSeconds = (le: string): number => crowd.ledger.sum(COUNTER.serviceTimeBucket, { le });
    expect(serviceSeconds('0.4')).toBe(want.lagMs === 0 ? 0 : 1);
  });

  it.each([
    { status: 200, outcome: 'ok', next: 'product.view' },
    { status: 201, outcome: 'ok', next: 'product.view' },
    { status: 409, outcome: 'refused', next: 'activity.view' },
    { status: 0, outcome: 'failed', next: 'search.query' },
    { status: 429, outcome: 'failed', next: 'search.query' },
    { status: 500, outcome: 'failed', next: 'search.query' },
  ])('of $status is $outcome, and its shopper goes on to $next', ({ status, outcome, next }) => {
    const crowd = crowdOf([arriving(3600, 'fork', 'even')], { behaviours: [fork] });
    crowd.tickAt(1000);
    const region = crowd.sent[0]!.region;
    crowd.sent[0]!.answer(status);
    crowd.crowd.flush();
    const labels = { step: 'home.view', region, outcome, within: 'true' };
    expect(crowd.ledger.sum(COUNTER.responses, labels)).toBe(1);
    expect(crowd.ledger.sum(COUNTER.responses)).toBe(1);
    crowd.tickUntil(20_000);
    expect(crowd.sent.find(({ step }) => step !== 'home.view')?.step).toBe(next);
  });

  it('that no edge follows ends the session', () => {
    const crowd = crowdOf(
      [
        arriving(
          [
            [0, 3600],
            [1.5, 3600],
            [1.5, 0],
          ],
          'fork',
          'even',
        ),
      ],
      { behaviours: [fork] },
    );
    crowd.tickAt(1000);
    crowd.sent[0]!.answer(OK);
    crowd.tickUntil(20_000);
    expect(crowd.gauges[GAUGE.shoppers]).toBe(1);
    crowd.sent[1]!.answer(500);
    crowd.tickUntil(40_000);
    expect([crowd.sent.length, crowd.gauges[GAUGE.shoppers]]).toEqual([2, 0]);
  });
});

describe('a late tick', () => {
  it('is counted, and what it sends too late is laid to the generator', () => {
    const crowd = crowdOf([EACH_SECOND]);
    crowd.tickAt(4000, 3995);
    crowd.tickAt(4005, -3);
    crowd.crowd.flush();
    const lag = (le: string): number => crowd.ledger.sum(COUNTER.sendLagBucket, { cause: 'generator', le });
    expect([lag('0.002'), lag('1'), lag('2'), lag('5'), lag('+Inf')]).toEqual([1, 2, 3, 4, 4]);
    const late = (le: string): number => crowd.ledger.sum(COUNTER.tickLagBucket, { le });
    expect([late('0.002'), late('2'), late('5'), late('+Inf')]).toEqual([1, 1, 2, 2]);
  });
});

describe('the end of a phase', () => {
  it('is over a moment after its last second when nothing is pending', () => {
    const crowd = crowdOf([EACH_SECOND], { seconds: 3 });
    crowd.tickUntil(2995);
    for (const { answer } of crowd.sent) answer(OK);
    crowd.tickUntil(3020);
    expect(crowd.crowd.finished).toBe(true);
    crowd.crowd.flush();
    expect([crowd.sent.length, crowd.ledger.sum(COUNTER.vuFinished), crowd.gauges[GAUGE.shoppers]]).toEqual([
      2, 1, 0,
    ]);
  });

  it('waits for the answers of what is in flight, and nobody thinks of anything new', () => {
    const crowd = crowdOf([held(100, 'gazer')], { seconds: 3, behaviours: [gazer(1)] });
    crowd.tickUntil(8000);
    const sent = crowd.sent.length;
    expect(crowd.crowd.finished).toBe(false);
    for (const { answer } of crowd.sent) answer(OK);
    crowd.tickUntil(9000);
    crowd.crowd.flush();
    expect([crowd.crowd.finished, crowd.sent.length]).toEqual([true, sent]);
    expect(crowd.ledger.sum(COUNTER.responses)).toBe(sent);
  });

  it('gives up after the drain what still waits for a slot: unsent, and its shopper never came', () => {
    const crowd = crowdOf([herd(5, 1)], { seconds: 3, generator: { inFlightMax: 2, drainMs: 1000 } });
    crowd.tickUntil(3995);
    crowd.crowd.flush();
    expect(crowd.ledger.sum(COUNTER.unsent)).toBe(0);
    crowd.tickUntil(4005);
    crowd.crowd.flush();
    expect(crowd.ledger.sum(COUNTER.unsent, { step: 'flash.take' })).toBe(3);
    expect([crowd.gauges[GAUGE.waiting], crowd.gauges[GAUGE.inFlight]]).toEqual([0, 2]);
    expect(crowd.crowd.finished).toBe(false);
    for (const { answer } of crowd.sent) answer(0);
    crowd.tickUntil(4100);
    crowd.crowd.flush();
    expect(crowd.crowd.finished).toBe(true);
    expect([crowd.ledger.sum(COUNTER.sessions), crowd.ledger.sum(COUNTER.distinctShoppers)]).toEqual([5, 2]);
    expect(crowd.ledger.sum(COUNTER.responses, { outcome: 'failed' })).toBe(2);
  });

  it('still sends during the drain what waits, as slots come free', () => {
    const crowd = crowdOf([herd(5, 1)], { seconds: 3, generator: { inFlightMax: 2, drainMs: 5000 } });
    crowd.tickUntil(4000);
    crowd.sent[0]!.answer(CONFLICT);
    expect(crowd.sent).toHaveLength(3);
  });
});
