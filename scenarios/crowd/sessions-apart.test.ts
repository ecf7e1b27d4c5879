/** Sessions of random crowds keep apart: what one was given, no other ever has. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Population } from '../campaigns/plan.ts';
import type { Edges } from '../shop/behaviour.ts';
import { type BehaviourSpec, defineShop } from '../shop/define-shop.ts';
import { keptOnArrival } from '../shop/kept-on-arrival.ts';
import { readAnswer } from '../shop/read-answer.ts';
import { get, post } from '../shop/requests.ts';
import type { Shop } from '../shop/shop.ts';
import { json } from '../shop/takings.ts';
import { answerOf } from '../testing/answer.ts';
import { arriving, crowdsOf, held, herd, planOf, sharesOf } from '../testing/world.ts';
import { runVirtually, type VirtualTarget } from './virtual-world.ts';
import type { RowVisit } from './visit.ts';

const NAMES = ['s0', 's1', 's2', 's3'] as const;
const edges = fc
  .uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 })
  .map((names): Edges => Object.fromEntries(names.map((name) => [name, 0.9 / names.length])));
const behaviours = fc
  .tuple(
    fc.array(fc.record({ ok: edges, failed: edges, refused: edges }), { minLength: 4, maxLength: 4 }),
    edges,
  )
  .map(([nodes, entry]): BehaviourSpec<string> => {
    const names = Object.keys(entry);
    return {
      entry:
        names.length === 0 ? { s0: 1 } : Object.fromEntries(names.map((each) => [each, 1 / names.length])),
      steps: Object.fromEntries(nodes.map((node, i) => [NAMES[i]!, { thinkSeconds: 0.8, ...node }])),
    };
  });
const shopWith = (behaviour: BehaviourSpec<string>, cookies: 'jar' | readonly string[]) =>
  defineShop({
    name: 'random',
    cookies,
    steps: {
      s0: get('/', { take: { a: json('a') }, refused: [409] }),
      s1: get('/', { take: { b: json('b'), a: json('a') }, refused: [409] }),
      s2: get('/', { needs: ['a'] }),
      s3: get('/', { needs: ['b'], take: { a: json('a') } }),
    },
    behaviours: { random: behaviour },
  });

/** Answers at random, each with values that no other answer has, and remembers what each session was given. */
class Giving implements VirtualTarget {
  private readonly shop: Shop;
  private readonly draws: readonly number[];
  private readonly given = new Map<string, Readonly<Record<string, string>>>();
  private readonly jars = new Map<string, unknown>();
  private count = 0;
  /** Requests that a session sent with another's values, or without its own; and those that lacked what their step needs. */
  readonly wrong: unknown[] = [];
  readonly needy: string[] = [];
  /** When each session sent its first request and its last. */
  readonly sessions = new Map<string, { readonly fromMs: number; readonly toMs: number }>();

  constructor(shop: Shop, draws: readonly number[]) {
    this.shop = shop;
    this.draws = draws;
  }

  answer(name: string, _region: string, nowMs: number, visit: RowVisit) {
    const { order, kept } = visit;
    this.sessions.set(order, { fromMs: this.sessions.get(order)?.fromMs ?? nowMs, toMs: nowMs });
    const mine = this.given.get(order) ?? {};
    for (const each of this.shop.keeps)
      if (kept[each] !== (mine[each] ?? '')) this.wrong.push({ order, each, kept: kept[each], mine });
    if (visit.jar !== this.jars.get(order)) this.wrong.push({ order, jar: visit.jar });
    const step = this.shop.steps.find((its) => its.name === name)!;
    for (const index of step.needs)
      if (kept[this.shop.keeps[index]!] === '') this.needy.push(`${order} ${name}`);
    if (this.shop.cookies === 'jar') {
      this.jars.set(order, order);
      visit.jar = order;
    }
    const draw = this.draws[this.count++ % this.draws.length]!;
    const value = `${order}/${this.count}`;
    const status = [200, 200, 200, 409, 500][draw % 5]!;
    const body = { ...(draw % 7 === 0 ? {} : { a: value }), ...(draw % 3 === 0 ? {} : { b: value }) };
    const cookies = draw % 2 === 0 ? { sid: value } : {};
    const reading = readAnswer(step, this.shop, answerOf({ status, body, cookies }));
    const taken = reading.taken.map(({ index, text }) => [this.shop.keeps[index]!, text] as const);
    this.given.set(order, { ...mine, ...Object.fromEntries(taken) });
    return { status, latencyMs: 5 + (draw % 400), reading };
  }
}

const crowdOf = (behaviour: string): readonly Population[] => [
  held(
    [
      [0, 12],
      [4, 25],
      [6, 3],
      [9, 20],
    ],
    behaviour,
  ),
  arriving(20_000, behaviour),
  { ...herd(15, 5), behaviour },
];
const draws = fc.array(fc.nat(10_000), { minLength: 40, maxLength: 80 });
const seeds = fc.nat(0xffffffff);

describe('in any crowd', () => {
  it('no session ever has what another was given, and each has all of its own', () => {
    const cookies = fc.constantFrom<'jar' | readonly string[]>('jar', ['sid'], []);
    fc.assert(
      fc.property(
        behaviours,
        draws,
        seeds,
        cookies,
        fc.integer({ min: 1, max: 3 }),
        (behaviour, drawn, seed, kept, vus) => {
          const its = shopWith(behaviour, kept);
          const target = new Giving(its, drawn);
          runVirtually(
            crowdsOf({ ...planOf(12, crowdOf('random')), seed }, { shop: its, shares: sharesOf(vus) }),
            {
              target: target as VirtualTarget,
              withoutPromises: true,
            },
          );
          expect(target.wrong).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('rows that were added for a rush keep nothing of others, also when they are used again', () => {
    const behaviour: BehaviourSpec<string> = {
      entry: { s0: 1 },
      steps: {
        s0: { thinkSeconds: 0.5, ok: { s1: 0.9 }, failed: { s1: 1 } },
        s1: { thinkSeconds: 1.5, ok: { s0: 0.4 } },
      },
    };
    const its = shopWith(behaviour, 'jar');
    const target = new Giving(its, [1, 2, 3, 5, 8, 13, 14, 21, 34, 55]);
    runVirtually(crowdsOf(planOf(6, [held(50, 'random'), arriving(12_000_000, 'random')]), { shop: its }), {
      target: target as VirtualTarget,
      withoutPromises: true,
    });
    expect(target.wrong).toEqual([]);
    // There are rows for 1024 arrivals before more are added.
    const atOnce = [...target.sessions.values()].filter(({ fromMs, toMs }) => fromMs < 3000 && toMs > 3000);
    expect(atOnce.length).toBeGreaterThan(1100);
    expect(target.sessions.size).toBeGreaterThan(3 * atOnce.length);
  });

  it('nobody sends a step without what it needs, if the walk of its behaviour finds nothing missing', () => {
    let tried = 0;
    fc.assert(
      fc.property(behaviours, draws, seeds, (behaviour, drawn, seed) => {
        const its = shopWith(behaviour, []);
        const steps = new Map(its.steps.map((step) => [step.name, step]));
        fc.pre(keptOnArrival(its.behaviours.random!, its, steps).length === 0);
        const target = new Giving(its, drawn);
        runVirtually(crowdsOf({ ...planOf(12, crowdOf('random')), seed }, { shop: its }), {
          target: target as VirtualTarget,
          withoutPromises: true,
        });
        tried += target.sessions.size;
        expect(target.needy).toEqual([]);
      }),
      { numRuns: 40 },
    );
    expect(tried).toBeGreaterThan(1000);
  });
});

describe('a held crowd', () => {
  it('never begins at a step that needs something, nor behind the one that gives it', () => {
    const its = defineShop({
      name: 'small',
      steps: {
        login: post('/login', { take: { token: json('token') } }),
        list: get('/'),
        pay: post('/pay', { needs: ['token'] }),
        bye: get('/bye'),
      },
      behaviours: {
        buyer: {
          entry: { login: 1 },
          steps: {
            login: { thinkSeconds: 5, ok: { list: 1 } },
            list: { thinkSeconds: 5, ok: { pay: 1 } },
            pay: { thinkSeconds: 5, ok: { bye: 1 } },
            bye: { thinkSeconds: 5, ok: { bye: 0.5 } },
          },
        },
      },
    });
    const first = new Map<string, string>();
    runVirtually(crowdsOf(planOf(20, [held(400, 'buyer')]), { shop: its }), {
      target: {
        answer: (step, _region, _nowMs, { shopper }) => {
          if (!first.has(shopper)) first.set(shopper, step);
          return { status: 200, latencyMs: 10 };
        },
      },
      withoutPromises: true,
    });
    expect([...new Set(first.values())].toSorted()).toEqual(['bye', 'login']);
  });
});
