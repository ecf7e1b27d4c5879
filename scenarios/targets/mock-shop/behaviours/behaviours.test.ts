import { describe, expect, it } from 'vitest';
import { meanThinkMs } from '../../../crowd/behaviour.ts';
import { castOf, channelEntry } from '../../../crowd/cast.ts';
import { meanSeconds } from '../../../crowd/think-time.ts';
import { runVirtually, TICK_MS } from '../../../crowd/virtual-world.ts';
import {
  always,
  chiSquareSigmas,
  crowdsOf,
  held,
  planOf,
  SECOND_MS,
  SIGMAS,
  shopWith,
} from '../../../testing/world.ts';
import { BEHAVIOURS } from './index.ts';

const LATENCY_MS = 50;
const LEAVES = 'leaves';
const STATUS = { ok: 200, refused: 409, failed: 500 } as const;

interface Walk {
  /** How often each step was followed by which, or by the end of the session. */
  readonly followed: Record<string, Record<string, number>>;
  /** Steps that sessions began with. */
  readonly entered: Record<string, number>;
  /** Thinks after each step, of those that could not be cut off by the end. */
  readonly thinksMs: Record<string, number[]>;
}

/** Lets shoppers walk through a behaviour, one session after the other: about `requests` of them, if they go well. */
function walk(behaviour: string, status: number, { requests = 20_000, seconds = 60, pace = 0.2 } = {}): Walk {
  const each = (thinkMsMean(behaviour) * pace + LATENCY_MS) / SECOND_MS;
  const shoppers = Math.ceil((requests * each) / seconds);
  const plan = planOf(seconds, [held(shoppers, behaviour)], { pace });
  const seen: Walk = { followed: {}, entered: {}, thinksMs: {} };
  const last = new Map<number, { generation: number; step: string; atMs: number }>();
  const thinkEndMsMax = (seconds * SECOND_MS) / 2;
  let nowMs = 0;
  runVirtually(crowdsOf(plan), {
    target: always(status, LATENCY_MS),
    ticked: (tickMs) => {
      nowMs = tickMs + TICK_MS;
    },
    trace: (_, shopper, generation, step) => {
      const before = last.get(shopper);
      last.set(shopper, { generation, step, atMs: nowMs });
      if (before === undefined) return;
      const stays = before.generation === generation;
      seen.followed[before.step] ??= {};
      count(seen.followed[before.step]!, stays ? step : LEAVES);
      if (!stays) count(seen.entered, step);
      seen.thinksMs[before.step] ??= [];
      if (before.atMs < thinkEndMsMax) seen.thinksMs[before.step]!.push(nowMs - before.atMs - LATENCY_MS);
    },
  });
  return seen;
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

function thinkMsMean(behaviour: string): number {
  const [settings] = crowdsOf(planOf(60, [held(1, behaviour)]));
  const { plan, phase, shop } = settings!;
  return meanThinkMs(castOf(plan, phase, shop)[0]!.graph);
}

/** Deviation of counts from probabilities, which all must be met and none beside them. */
function sigmasFrom(counts: Record<string, number>, chances: Record<string, number>): number {
  const possible = Object.keys(chances).filter((to) => chances[to]! > 1e-9);
  expect(possible).toEqual(expect.arrayContaining(Object.keys(counts)));
  const total = Object.values(counts).reduce((sum, each) => sum + each, 0);
  if (possible.length === 1) return 0;
  return chiSquareSigmas(
    possible.map((to) => counts[to] ?? 0),
    possible.map((to) => chances[to]! * total),
  );
}

const cases = Object.values(BEHAVIOURS).flatMap((behaviour) =>
  (['ok', 'refused', 'failed'] as const).map((outcome) => ({ name: behaviour.name, behaviour, outcome })),
);

describe('shoppers', () => {
  it.each(cases)('who are a $name and whose every request is $outcome go where its edges say', (given) => {
    const { name, behaviour, outcome } = given;
    const { followed, entered } = walk(name, STATUS[outcome]);
    for (const [step, counts] of Object.entries(followed)) {
      const edges = behaviour.steps[step]![outcome] ?? {};
      const goesOn = Object.values(edges).reduce((sum, chance) => sum + chance, 0);
      expect(Math.abs(sigmasFrom(counts, { ...edges, [LEAVES]: 1 - goesOn }))).toBeLessThan(SIGMAS);
    }
    const entry = behaviour.entry === 'channels' ? channelEntry(planOf(1, []), shopWith()) : behaviour.entry;
    expect(Math.abs(sigmasFrom(entered, entry))).toBeLessThan(SIGMAS);
    const requests = Object.values(followed).flatMap((counts) => Object.values(counts));
    expect(requests.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(5000);
  });

  it('who browse think after each step as long as it says, at the pace of the plan', () => {
    const PACE = 0.5;
    const { thinksMs } = walk('browser', STATUS.ok, { requests: 280_000, seconds: 500, pace: PACE });
    for (const [step, { thinkSeconds }] of Object.entries(BEHAVIOURS.browser!.steps)) {
      const thinks = thinksMs[step]!;
      expect(thinks.length).toBeGreaterThan(2000);
      const mean = thinks.reduce((sum, ms) => sum + ms, 0) / thinks.length;
      const wantMs = meanSeconds(thinkSeconds) * SECOND_MS * PACE;
      expect(Math.abs(mean / wantMs - 1) * Math.sqrt(thinks.length)).toBeLessThan(SIGMAS);
    }
  });
});

describe('every behaviour', () => {
  it.each(Object.values(BEHAVIOURS))(
    "$name is known by its name and is of the mock shop's steps",
    (behaviour) => {
      const [settings] = crowdsOf(planOf(60, [held(1, behaviour.name)]));
      const { plan, phase, shop } = settings!;
      expect(BEHAVIOURS[behaviour.name]).toBe(behaviour);
      const [member] = castOf(plan, phase, shop);
      expect(member!.graph.steps).toEqual(Object.keys(behaviour.steps));
    },
  );

  it.each([
    {
      name: 'coupon-buyer',
      want: ['coupon.claim', 'coupon.redeem', 'order.create', 'payment.pay'],
    },
    { name: 'flash-sale-buyer', want: ['flash.take', 'order.create', 'payment.pay'] },
  ])('$name buys in a session: $want', ({ name, want }) => {
    const { followed } = walk(name, STATUS.ok, { requests: 1000 });
    want.forEach((step, i) => {
      expect(Object.keys(followed[step]!)).toEqual([want[i + 1] ?? LEAVES]);
    });
  });

  it('buys nothing after a failure, and leaves when the flash sale refuses it', () => {
    expect(
      Object.keys(walk('coupon-buyer', STATUS.failed, { requests: 1000 }).followed['coupon.claim']!),
    ).toEqual([LEAVES]);
    expect(
      Object.keys(walk('flash-sale-buyer', STATUS.refused, { requests: 1000 }).followed['flash.take']!),
    ).toEqual([LEAVES]);
  });

  it.each([
    { name: 'recalled-member', step: 'member.login', to: 'coupon.claim', want: 0.65 },
    { name: 'browser', step: 'home.view', to: 'focus.view', want: 0.098 },
    { name: 'early-browser', step: 'home.view', to: 'focus.view', want: 0.035 },
    { name: 'early-browser', step: 'home.view', to: 'h5.view', want: 0.063 },
    { name: 'group-buyer', step: 'group.interact', to: 'group.join', want: 0.2 },
    { name: 'group-buyer', step: 'group.join', to: 'group.order', want: 0.15 },
    { name: 'ar-user', step: 'product.view', to: 'ar.manifest', want: 0.4 },
    { name: 'woken-shopper', step: 'product.view', to: 'order.create', want: 0.052 },
  ])('$name goes from $step to $to in $want of cases, as the campaign review says', (given) => {
    expect(BEHAVIOURS[given.name]!.steps[given.step]!.ok[given.to]).toBe(given.want);
  });

  it.each([
    { name: 'scalper', want: { sharesAddress: true } },
    { name: 'script', want: { sharesDevice: true } },
    { name: 'hoarder', want: { sharesAddress: true, sharesDevice: true } },
  ])('$name is a bot that shares $want', ({ name, want }) => {
    expect(BEHAVIOURS[name]!.bot).toEqual(want);
  });

  it('a retry storm repeats a failed request about ten times, always after the same short wait', () => {
    for (const step of Object.values(BEHAVIOURS['retry-storm']!.steps))
      expect(step).toMatchObject({ retrySeconds: 0.2, failed: expect.anything() });
    const { followed } = walk('retry-storm', STATUS.failed, { requests: 5000 });
    const { 'coupon.claim': again, [LEAVES]: left } = followed['coupon.claim']!;
    expect(again! / left!).toBeGreaterThan(7);
    expect(again! / left!).toBeLessThan(11);
  });
});
