import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTER, GAUGE } from '../metrics.ts';
import type { Behaviour } from '../shop/behaviour.ts';
import { arriving, crowdOf, EACH_SECOND, gazer, held, herd } from '../testing/world.ts';

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
    {
      given: 'sent late, beyond it for that reason alone',
      sentMs: 1900,
      answeredMs: 2201,
      want: { within: 'own', lagMs: 900 },
    },
    {
      given: 'sent late, beyond it even without the delay',
      sentMs: 1900,
      answeredMs: 3101,
      want: { within: 'false', lagMs: 900 },
    },
  ])('$given is judged from when it was meant to leave', ({ sentMs, answeredMs, want }) => {
    const crowd = crowdOf([EACH_SECOND]);
    crowd.tickAt(sentMs);
    crowd.nowMs = answeredMs;
    crowd.sent[0]!.answer(OK);
    crowd.crowd.flush();
    expect(crowd.totals.by(COUNTER.responses, 'within')).toMatchObject({ [want.within]: 1 });
    expect(crowd.totals.sum(COUNTER.responses)).toBe(1);
    expect(crowd.samplesMs).toEqual([answeredMs - 1000]);
    const lag = (le: string): number => crowd.totals.sum(COUNTER.sendLagBucket, { cause: 'generator', le });
    expect([lag('0.002'), lag('0.5'), lag('1')]).toEqual(want.lagMs === 0 ? [1, 1, 1] : [0, 0, 1]);
    const serviceSeconds = (le: string): number => crowd.totals.sum(COUNTER.serviceTimeBucket, { le });
    expect(serviceSeconds('0.4')).toBe(answeredMs - sentMs <= 400 ? 1 : 0);
  });

  it('that failed at the target is never the generator’s, however late it was sent', () => {
    const crowd = crowdOf([EACH_SECOND]);
    crowd.tickAt(1900);
    crowd.nowMs = 2201;
    crowd.sent[0]!.answer(500);
    crowd.crowd.flush();
    expect(crowd.totals.sum(COUNTER.responses, { outcome: 'failed', within: 'false' })).toBe(1);
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
    expect(crowd.totals.sum(COUNTER.responses, labels)).toBe(1);
    expect(crowd.totals.sum(COUNTER.responses)).toBe(1);
    crowd.tickUntil(20_000);
    expect(crowd.sent.find(({ step }) => step !== 'home.view')?.step).toBe(next);
  });

  it('without an edge to a next step ends the session', () => {
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

describe('the key of a request', () => {
  const FAILED = 500;
  /** What is due at once is due when the wheel's slot closes. */
  const SLOT_MS = 10;
  /** Sends each step again at once, for ever, and goes from one to the other and back once it is answered. */
  const again: Behaviour = {
    name: 'again',
    description: 'coupon.claim and coupon.redeem by turns',
    entry: { 'coupon.claim': 1 },
    steps: {
      'coupon.claim': {
        thinkSeconds: 0,
        ok: { 'coupon.redeem': 1 },
        refused: { 'coupon.claim': 1 },
        failed: { 'coupon.claim': 1 },
      },
      'coupon.redeem': {
        thinkSeconds: 0,
        ok: { 'coupon.claim': 1 },
        refused: {},
        failed: { 'coupon.redeem': 1 },
      },
    },
  };
  const claimOrLeave = { thinkSeconds: 0.01, ok: {}, failed: { 'coupon.claim': 1 } };
  /** One shopper. */
  const one = arriving(
    [
      [0, 3600],
      [1.5, 3600],
      [1.5, 0],
    ],
    'again',
    'even',
  );
  /** The key of each request, when they are answered like this one after the other. */
  const keysOf = (statuses: readonly number[]) => {
    const crowd = crowdOf([one], { behaviours: [again] });
    crowd.tickUntil(1000);
    return statuses.map((status) => {
      const { key, step, answer } = crowd.sent.at(-1)!;
      answer(status);
      crowd.tickAt(crowd.nowMs + SLOT_MS);
      return { step, key };
    });
  };

  it('is the first try’s as long as the step fails, and a new one for each step that follows', () => {
    const statuses = [FAILED, 0, FAILED, OK, FAILED, OK, OK];
    const keys = keysOf(statuses);
    expect(keys.map(({ step }) => step)).toEqual([
      ...Array<string>(4).fill('coupon.claim'),
      ...Array<string>(2).fill('coupon.redeem'),
      'coupon.claim',
    ]);
    const [claim, redeem, next] = [keys[0]!, keys[4]!, keys[6]!].map(({ key }) => key);
    expect(keys.map(({ key }) => key)).toEqual([claim, claim, claim, claim, redeem, redeem, next]);
    expect(new Set([claim, redeem, next]).size).toBe(3);
  });

  it('is a new one for a step that was answered and is taken once more', () => {
    const keys = keysOf([CONFLICT, CONFLICT, CONFLICT]).map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
  });

  it('changes with the step or an answer and with nothing else, and never comes back', () => {
    const statuses = fc.array(fc.constantFrom(OK, FAILED, 0), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(statuses, (given) => {
        const keys = keysOf(given).map(({ key }) => key);
        const tries = given.slice(1).map((_, i) => keys[i] === keys[i + 1]);
        expect(tries).toEqual(given.slice(0, -1).map((status) => status !== OK));
        const firsts = keys.filter((key, i) => key !== keys[i - 1]);
        expect(new Set(firsts).size).toBe(firsts.length);
      }),
    );
  });

  it('starts over after 256 tries, and is still unique', () => {
    const keys = keysOf(Array<number>(600).fill(FAILED)).map(({ key }) => key);
    const firsts = keys.filter((key, i) => key !== keys[i - 1]);
    expect(firsts).toEqual([keys[0], keys[256], keys[512]]);
    expect(new Set(firsts).size).toBe(3);
  });

  it('is not taken over by the next shopper of a held place', () => {
    const brief: Behaviour = { ...again, name: 'brief', steps: { 'coupon.claim': claimOrLeave } };
    const crowd = crowdOf([held(1, 'brief')], { behaviours: [brief] });
    while (crowd.sent.length < 6) {
      const from = crowd.sent.length;
      crowd.tickAt(crowd.nowMs + 5);
      for (const [i, { answer }] of crowd.sent.slice(from).entries())
        answer((from + i) % 3 === 2 ? OK : FAILED);
    }
    const keys = crowd.sent.slice(0, 6).map(({ key, who }) => [who.shopper, key]);
    expect(new Set(keys.map(([shopper]) => shopper)).size).toBe(2);
    expect(new Set(keys.slice(0, 3).map(([, key]) => key)).size).toBe(1);
    expect(new Set(keys.slice(3).map(([, key]) => key)).size).toBe(1);
    expect(keys[3]![1]).not.toBe(keys[2]![1]);
  });
});

describe('a failure of the generator itself', () => {
  it('is counted apart, and as a failed response too', () => {
    const crowd = crowdOf([EACH_SECOND]);
    expect(crowd.totals.sum(COUNTER.ownFailures)).toBe(0);
    expect(crowd.writes.get(`${COUNTER.ownFailures} {}`)).toBe(1);
    crowd.tickUntil(3000);
    crowd.sent[0]!.answer(0, 'own');
    crowd.sent[1]!.answer(0);
    crowd.sent[2]!.answer(OK);
    crowd.crowd.flush();
    expect(crowd.totals.sum(COUNTER.ownFailures)).toBe(1);
    expect(crowd.totals.sum(COUNTER.responses, { outcome: 'failed' })).toBe(2);
    expect(crowd.totals.sum(COUNTER.responses, { outcome: 'failed', within: 'own' })).toBe(1);
    expect(crowd.totals.sum(COUNTER.responses)).toBe(3);
  });
});

describe('a late tick', () => {
  it('is counted, and its late sends count against the generator', () => {
    const crowd = crowdOf([EACH_SECOND]);
    crowd.tickAt(4000, 3995);
    crowd.tickAt(4005, -3);
    crowd.crowd.flush();
    const lag = (le: string): number => crowd.totals.sum(COUNTER.sendLagBucket, { cause: 'generator', le });
    expect([lag('0.002'), lag('1'), lag('2'), lag('5'), lag('+Inf')]).toEqual([1, 2, 3, 4, 4]);
    const late = (le: string): number => crowd.totals.sum(COUNTER.tickLagBucket, { le });
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
    expect([crowd.sent.length, crowd.totals.sum(COUNTER.vuFinished), crowd.gauges[GAUGE.shoppers]]).toEqual([
      2, 1, 0,
    ]);
  });

  it('waits for the answers in flight, and nobody sends a new request', () => {
    const crowd = crowdOf([held(100, 'gazer')], { seconds: 3, behaviours: [gazer(1)] });
    crowd.tickUntil(8000);
    const sent = crowd.sent.length;
    expect(crowd.crowd.finished).toBe(false);
    for (const { answer } of crowd.sent) answer(OK);
    crowd.tickUntil(9000);
    crowd.crowd.flush();
    expect([crowd.crowd.finished, crowd.sent.length]).toEqual([true, sent]);
    expect(crowd.totals.sum(COUNTER.responses)).toBe(sent);
  });

  it('counts requests that still wait for a slot after the drain as unsent', () => {
    const crowd = crowdOf([herd(5, 1)], { seconds: 3, generator: { inFlightMax: 2, drainMs: 1000 } });
    crowd.tickUntil(3995);
    crowd.crowd.flush();
    expect(crowd.totals.sum(COUNTER.unsent)).toBe(0);
    crowd.tickUntil(4005);
    crowd.crowd.flush();
    expect(crowd.totals.sum(COUNTER.unsent, { step: 'flash.take' })).toBe(3);
    expect([crowd.gauges[GAUGE.waiting], crowd.gauges[GAUGE.inFlight]]).toEqual([0, 2]);
    expect(crowd.crowd.finished).toBe(false);
    for (const { answer } of crowd.sent) answer(0);
    crowd.tickUntil(4100);
    crowd.crowd.flush();
    expect(crowd.crowd.finished).toBe(true);
    expect([crowd.totals.sum(COUNTER.sessions), crowd.totals.sum(COUNTER.distinctShoppers)]).toEqual([5, 2]);
    expect(crowd.totals.sum(COUNTER.responses, { outcome: 'failed' })).toBe(2);
  });

  it('still sends waiting requests during the drain as slots become free', () => {
    const crowd = crowdOf([herd(5, 1)], { seconds: 3, generator: { inFlightMax: 2, drainMs: 5000 } });
    crowd.tickUntil(4000);
    crowd.sent[0]!.answer(CONFLICT);
    expect(crowd.sent).toHaveLength(3);
  });
});
