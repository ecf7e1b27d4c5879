import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, Population } from '../campaigns/plan.ts';
import { COUNTER, GAUGE } from '../metrics.ts';
import type { StepRequest, Storefront, Visit } from '../storefront/storefront.ts';
import type { Behaviour } from './behaviour.ts';
import {
  arriving,
  crowdsOf,
  gazer,
  HandDriven,
  held,
  herd,
  once,
  planOf,
  SECOND_MS,
  sharesOf,
  whoIs,
} from './test-world.ts';

const OK = 200;
const CONFLICT = 409;
const HOME = once('home.view');
/** One session a second, the first at 1,000 ms. */
const EACH_SECOND = arriving(3600, 'once', 'even');

function crowdOf(
  populations: readonly Population[],
  {
    seconds = 60,
    behaviours = [HOME],
    generator = {},
    tells = false,
  }: {
    seconds?: number;
    behaviours?: Behaviour[];
    generator?: Partial<Plan['generator']>;
    /** Whether every request's path says who sends it. */
    tells?: boolean;
  } = {},
): HandDriven {
  const plan = planOf(seconds, populations);
  const bounded = { ...plan, generator: { ...plan.generator, ...generator } };
  const settings = crowdsOf(bounded, { behaviours })[0]!;
  return new HandDriven(tells ? { ...settings, storefront: telling(settings.storefront) } : settings);
}

function telling(storefront: Storefront): Storefront {
  const steps = storefront.steps.map((step) => ({
    ...step,
    request: ({ shopper }: Visit): StepRequest => ({
      method: 'GET',
      path: whoIs(shopper),
      body: null,
      key: null,
    }),
  }));
  return { ...storefront, steps };
}

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

describe('the bound on requests in flight', () => {
  it('makes a request wait with the time it was meant for, and lays that to the slots', () => {
    const crowd = crowdOf([EACH_SECOND], { generator: { inFlightMax: 1 } });
    crowd.tickUntil(2500);
    expect(crowd.sent).toHaveLength(1);
    crowd.nowMs = 3100;
    crowd.sent[0]!.answer(OK);
    expect(crowd.sent[1]!.atMs).toBe(3100);
    crowd.nowMs = 3200;
    crowd.sent[1]!.answer(OK);
    crowd.crowd.flush();
    expect(crowd.samplesMs).toEqual([2100, 1200]);
    const lag = (cause: string, le: string): number => crowd.ledger.sum(COUNTER.sendLagBucket, { cause, le });
    expect([lag('generator', '0.002'), lag('generator', '+Inf')]).toEqual([1, 1]);
    expect([lag('slot', '1'), lag('slot', '2'), lag('slot', '+Inf')]).toEqual([0, 1, 1]);
    expect(crowd.ledger.by(COUNTER.responses, 'within')).toMatchObject({ true: 1, false: 1 });
  });

  it.each([
    { inFlightMax: 10, of: 1 },
    { inFlightMax: 10, of: 3 },
    { inFlightMax: 7, of: 7 },
    { inFlightMax: 16, of: 5 },
  ])('is $inFlightMax over $of VUs together, and is used up to it', ({ inFlightMax, of }) => {
    const plan = planOf(10, [herd(500, 1)]);
    const bounded = { ...plan, generator: { ...plan.generator, inFlightMax } };
    const crowds = crowdsOf(bounded, { shares: sharesOf(of) }).map((settings) => new HandDriven(settings));
    for (const crowd of crowds) crowd.tickUntil(1500);
    expect(crowds.reduce((sum, crowd) => sum + crowd.sent.length, 0)).toBe(inFlightMax);
  });

  it('leaves every VU one slot, or its shoppers would wait for ever', () => {
    const plan = planOf(10, [herd(50, 1)]);
    const bounded = { ...plan, generator: { ...plan.generator, inFlightMax: 1 } };
    for (const settings of crowdsOf(bounded, { shares: sharesOf(3) })) {
      const crowd = new HandDriven(settings);
      crowd.tickUntil(1500);
      expect(crowd.sent).toHaveLength(1);
    }
  });

  it('is never passed, and who waits longest goes first, in whatever order answers come', () => {
    const answers = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 0, max: 400 })), { maxLength: 80 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), answers, (inFlightMax, moves) => {
        const crowd = crowdOf([held(40, 'gazer'), arriving(36_000, 'once'), herd(20, 1)], {
          behaviours: [gazer(0.5), HOME],
          generator: { inFlightMax },
          tells: true,
        });
        const open = new Set<number>();
        let seen = 0;
        const look = (): void => {
          while (seen < crowd.sent.length) open.add(seen++);
          expect(open.size).toBeLessThanOrEqual(inFlightMax);
        };
        for (const [which, dtMs] of moves) {
          crowd.tickUntil(crowd.nowMs + dtMs);
          look();
          const chosen = [...open][which % Math.max(1, open.size)];
          if (chosen === undefined) continue;
          open.delete(chosen);
          crowd.sent[chosen]!.answer(OK);
          look();
        }
        const sent = crowd.sent.map(({ request }) => request.path);
        expect(sent).toEqual(crowd.intended.slice(0, sent.length));
      }),
      { numRuns: 40 },
    );
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

describe('what a crowd writes', () => {
  it('is every series at once at its start, once a second, and at its end, all as often', () => {
    const crowd = crowdOf([held(10), arriving(3600), herd(3, 1)], { seconds: 5 });
    const announced = crowd.writes.size;
    expect(new Set(crowd.writes.values())).toEqual(new Set([1]));
    crowd.tickUntil(4995);
    const times = [...new Set(crowd.writes.values())];
    expect(crowd.writes.size).toBe(announced);
    expect(times).toHaveLength(1);
    expect(times[0]).toBeGreaterThanOrEqual(5);
    expect(times[0]).toBeLessThanOrEqual(7);
    expect(crowd.ledger.sum(COUNTER.vuStarted, { vu: '0' })).toBe(1);
    expect(crowd.ledger.sum(COUNTER.vuFinished)).toBe(0);
  });

  it('has a series of zero for each step, region and outcome that its behaviours could meet, and no other', () => {
    const crowd = crowdOf([herd(1, 1)]);
    const steps = Object.keys(crowd.ledger.by(COUNTER.responses, 'step'));
    expect(steps.sort()).toEqual(['flash.take', 'order.create', 'payment.pay']);
    const series = [...crowd.writes.keys()].filter((each) => each.startsWith(`${COUNTER.responses} `));
    const [outcomes, within, regions] = [3, 2, 3];
    expect(series).toHaveLength(steps.length * outcomes * within * regions);
  });

  it('is each shopper once, however often it asks', () => {
    const crowd = crowdOf([held(100, 'gazer')], { seconds: 30, behaviours: [gazer(1)] });
    while (crowd.nowMs < 29_000) {
      const from = crowd.sent.length;
      crowd.tickAt(crowd.nowMs + 5);
      for (const { answer } of crowd.sent.slice(from)) answer(OK);
    }
    crowd.crowd.flush();
    expect(crowd.sent.length).toBeGreaterThan(2000);
    expect(crowd.ledger.by(COUNTER.sessions, 'population')).toEqual({ browsers: 100 });
    expect(crowd.ledger.by(COUNTER.distinctShoppers, 'population')).toEqual({ browsers: 100 });
    expect(crowd.ledger.by(COUNTER.intendedByPopulation, 'population')).toEqual({
      browsers: crowd.sent.length,
    });
    expect(crowd.ledger.sum(COUNTER.shopperSeconds)).toBeCloseTo(100 * 29, 6);
  });
});

describe('the ids of orders', () => {
  it('are told by region once a flush: acknowledged when ok, indeterminate when it failed or nobody answered', () => {
    const crowd = crowdOf([arriving(36_000, 'once', 'even')], { behaviours: [once('order.create')] });
    crowd.tickUntil(900);
    const statuses = [200, 201, 0, CONFLICT, 500, 302, 200, CONFLICT, 0];
    expect(crowd.sent).toHaveLength(9);
    statuses.forEach((status, i) => {
      crowd.sent[i]!.answer(status);
    });
    expect(crowd.orders).toEqual([]);
    crowd.tickUntil(1100);
    expect(crowd.orders).toHaveLength(1);

    const want: Record<string, { acknowledged: string[]; indeterminate: string[] }> = {};
    statuses.forEach((status, i) => {
      const { region, request } = crowd.sent[i]!;
      if (status === CONFLICT) return;
      want[region] ??= { acknowledged: [], indeterminate: [] };
      const { order } = JSON.parse(request.body!) as { order: string };
      want[region][status === 200 || status === 201 ? 'acknowledged' : 'indeterminate'].push(order);
    });
    expect(crowd.orders[0]).toEqual(want);
    crowd.tickUntil(3 * SECOND_MS);
    expect(crowd.orders).toHaveLength(1);
  });

  it('come from orders only', () => {
    const crowd = crowdOf([arriving(36_000, 'once', 'even')], { behaviours: [once('payment.pay')] });
    crowd.tickUntil(1000);
    for (const { answer } of crowd.sent) answer(OK);
    crowd.tickUntil(3000);
    expect(crowd.orders).toEqual([]);
  });
});
