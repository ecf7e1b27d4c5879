import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Behaviour, Edges } from './behaviour.ts';
import { defineShop, type ShopSpec } from './define-shop.ts';
import { keptOnArrival } from './kept-on-arrival.ts';
import { get, type StepOptions } from './requests.ts';
import { json } from './takings.ts';

type Steps = Readonly<Record<string, Pick<StepOptions, 'needs'> & { readonly takes?: readonly string[] }>>;

function unmet(
  steps: Steps,
  behaviour: Pick<Behaviour, 'entry' | 'steps'>,
  more: Partial<ShopSpec<string, string>> = {},
) {
  const shop = defineShop({
    name: 'small',
    ...more,
    behaviours: {},
    steps: Object.fromEntries(
      Object.entries(steps).map(([name, { takes = [], needs = [] }]) => [
        name,
        get('/', { needs, take: Object.fromEntries(takes.map((each) => [each, json(each)])) }),
      ]),
    ),
  });
  const byName = new Map(shop.steps.map((step) => [step.name, step]));
  const found = keptOnArrival({ name: 'b', description: '', ...behaviour }, shop, byName);
  return found.map(({ step, missing, by }) => ({ step, missing: missing.map((i) => shop.keeps[i]), by }));
}
const goes = (edges: Partial<Record<'ok' | 'refused' | 'failed' | 'degraded', Edges>>) => ({
  thinkSeconds: 1,
  ok: {},
  ...edges,
});

const STEPS = { login: { takes: ['token'] }, list: {}, pay: { needs: ['token'] } };

describe('a step that needs something', () => {
  it('is reached by way of an ok answer of the step that gives it', () => {
    const steps = {
      login: goes({ ok: { list: 1 } }),
      list: goes({ ok: { pay: 1 }, failed: { list: 1 } }),
      pay: goes({}),
    };
    expect(unmet(STEPS, { entry: { login: 1 }, steps })).toEqual([]);
  });

  it.each([
    {
      given: 'as the first of a session',
      entry: { login: 0.5, pay: 0.5 },
      login: { ok: { pay: 1 } },
      by: null,
    },
    {
      given: 'past the step that gives it',
      entry: { login: 0.5, list: 0.5 },
      login: { ok: { pay: 1 } },
      by: 'list',
    },
    {
      given: 'after its failure',
      entry: { login: 1 },
      login: { ok: { pay: 1 }, failed: { pay: 1 } },
      by: 'login',
    },
    {
      given: 'after its refusal',
      entry: { login: 1 },
      login: { refused: { list: 1 }, ok: { pay: 1 } },
      by: 'list',
    },
  ])('is not to be reached $given', ({ entry, login, by }) => {
    const steps = { login: goes(login), list: goes({ ok: { pay: 1 } }), pay: goes({}) };
    expect(unmet(STEPS, { entry, steps })).toEqual([{ step: 'pay', missing: ['token'], by }]);
  });

  it('gets it of a degraded answer too', () => {
    const steps = { login: goes({ degraded: { pay: 1 } }), pay: goes({}) };
    expect(unmet(STEPS, { entry: { login: 1 }, steps })).toEqual([]);
  });

  it('goes its own way round without harm', () => {
    const steps = { login: goes({ ok: { pay: 1 } }), pay: goes({ ok: { pay: 0.5 }, failed: { pay: 1 } }) };
    expect(unmet(STEPS, { entry: { login: 1 }, steps })).toEqual([]);
  });

  it('is not looked at where nobody comes, or with a share of 0', () => {
    const steps = { login: goes({ ok: { list: 1, pay: 0 } }), list: goes({}), pay: goes({ ok: { pay: 1 } }) };
    expect(unmet(STEPS, { entry: { login: 1, pay: 0 }, steps })).toEqual([]);
  });

  it('begins where the channels lead', () => {
    const steps = { login: goes({ ok: { pay: 1 } }), pay: goes({}) };
    const channels = { door: 'login', cart: 'pay' };
    expect(unmet(STEPS, { entry: 'channels', steps }, { channels })).toEqual([
      { step: 'pay', missing: ['token'], by: null },
    ]);
  });

  it('may need a listed cookie once there was an answer, of whatever kind', () => {
    const needy = { home: {}, pay: { needs: ['sessionid'] } };
    const steps = { home: goes({ ok: { pay: 1 }, failed: { pay: 1 } }), pay: goes({}) };
    const cookies = ['sessionid'];
    expect(unmet(needy, { entry: { home: 1 }, steps }, { cookies })).toEqual([]);
    expect(unmet(needy, { entry: { pay: 1 }, steps }, { cookies })).toEqual([
      { step: 'pay', missing: ['sessionid'], by: null },
    ]);
  });
});

describe('what is sure to be kept', () => {
  const NAMES = ['s0', 's1', 's2', 's3', 's4'] as const;
  const VALUES = ['a', 'b', 'c'] as const;
  const edges = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 });
  const node = fc.record({
    takes: fc.uniqueArray(fc.constantFrom(...VALUES), { maxLength: 2 }),
    needs: fc.uniqueArray(fc.constantFrom(...VALUES), { maxLength: 1 }),
    ok: edges,
    failed: edges,
    degraded: fc.option(edges, { nil: undefined }),
  });
  type Node = typeof node extends fc.Arbitrary<infer T> ? T : never;

  /** Walks every way through the graph, with all that a session may have kept, and returns where something was missing. */
  function walked(nodes: readonly Node[], entry: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    const seen = new Set<string>();
    const todo = entry.map((name) => ({ name, kept: new Set<string>() }));
    while (todo.length > 0) {
      const { name, kept } = todo.pop()!;
      const state = `${name} ${[...kept].toSorted().join()}`;
      if (seen.has(state)) continue;
      seen.add(state);
      const {
        takes,
        needs,
        ok,
        failed,
        degraded = ok,
      } = nodes[NAMES.indexOf(name as (typeof NAMES)[number])]!;
      if (needs.some((each) => !kept.has(each))) found.add(name);
      for (const next of [...ok, ...degraded]) todo.push({ name: next, kept: new Set([...kept, ...takes]) });
      for (const next of failed) todo.push({ name: next, kept });
    }
    return found;
  }

  it('agrees with a walk of every way through random graphs', () => {
    const evenly = (names: readonly string[]): Edges =>
      Object.fromEntries(names.map((name) => [name, 1 / names.length]));
    fc.assert(
      fc.property(
        fc.array(node, { minLength: NAMES.length, maxLength: NAMES.length }),
        fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
        (nodes, entry) => {
          // A value that nobody takes is another mistake, so all are taken somewhere.
          const all: Steps = {
            ...Object.fromEntries(nodes.map(({ takes, needs }, i) => [NAMES[i]!, { takes, needs }])),
            nowhere: { takes: VALUES },
          };
          const steps = Object.fromEntries(
            nodes.map(({ ok, failed, degraded }, i) => [
              NAMES[i]!,
              goes({
                ok: evenly(ok),
                failed: evenly(failed),
                ...(degraded === undefined ? {} : { degraded: evenly(degraded) }),
              }),
            ]),
          );
          const told = unmet(all, { entry: evenly(entry), steps });
          expect(new Set(told.map(({ step }) => step))).toEqual(walked(nodes, entry));
          for (const { step, missing, by } of told) {
            const { needs } = nodes[NAMES.indexOf(step as (typeof NAMES)[number])]!;
            expect(needs).toEqual(expect.arrayContaining(missing));
            if (by === null) expect(entry).toContain(step);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
