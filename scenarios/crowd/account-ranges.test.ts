import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Phase, Plan, Population } from '../campaigns/plan.ts';
import { type Account, csv, type PerAccount } from '../shop/accounts.ts';
import { defineShop } from '../shop/define-shop.ts';
import { get } from '../shop/requests.ts';
import { always, planOf, sharesOf } from '../testing/world.ts';
import { accountRangeOf, accountsOfAll } from './account-ranges.ts';
import { populationSeed } from './identity.ts';
import { runVirtually } from './virtual-world.ts';

const shop = (per: PerAccount | null, thinkSeconds = 1) =>
  defineShop({
    name: 'small',
    ...(per === null ? {} : { accounts: csv('accounts.csv', { per }) }),
    steps: { login: get('/login'), look: get('/') },
    behaviours: {
      buyer: {
        entry: { login: 1 },
        steps: {
          login: { thinkSeconds, ok: { look: 0.8 } },
          look: { thinkSeconds, ok: { look: 0.5 } },
        },
      },
    },
  });

const base = { behaviour: 'buyer', paced: false } as const;
const curve = (value: number) => [{ atMinute: 0, value }];
const heldOf = (name: string, shoppers: number): Population => ({
  ...base,
  kind: 'held',
  name,
  shoppers: curve(shoppers),
});
const arrivingOf = (name: string, perHour: number): Population => ({
  ...base,
  kind: 'arriving',
  name,
  perHour: curve(perHour),
  process: 'poisson',
});
const herdOf = (name: string, shoppers: number): Population => ({
  ...base,
  kind: 'herd',
  name,
  shoppers,
  atMinute: 0,
});

function planWith(phases: readonly (readonly Population[])[], changes: Partial<Plan> = {}): Plan {
  const made = phases.map(
    (populations, i): Phase => ({
      name: `p${i}`,
      calendarMinutes: 4,
      begins: { after: 'previous' },
      populations,
    }),
  );
  return { ...planOf(4, []), phases: made, ...changes };
}

interface Seen {
  readonly shopper: string;
  readonly account: string;
}

/** Every request of a run: who sent it, and with which account. */
function requestsOf(
  plan: Plan,
  { per = 'shopper', count = 100_000, vus = 1 }: { per?: PerAccount; count?: number; vus?: number } = {},
) {
  const seen: Seen[] = [];
  const accounts = { count, at: (index: number): Account => ({ number: String(index) }) };
  for (const phase of plan.phases)
    runVirtually(
      sharesOf(vus).map((share) => ({
        plan,
        phase,
        share,
        shop: shop(per),
        vu: String(share.index),
        runTag: 'run',
        accounts,
      })),
      {
        target: {
          answer: (step, region, nowMs, visit) => {
            seen.push({ shopper: visit.shopper, account: visit.account.number! });
            return always(200, 20).answer(step, region, nowMs, visit);
          },
        },
      },
    );
  return seen;
}

/** What stays of a shopper's id when others take over its held place: population and number. */
const placeOf = (shopper: string): string => shopper.split('.').slice(0, -1).join('.');

describe('the accounts of a population', () => {
  const plan = planWith([
    [heldOf('a', 10), herdOf('b', 5)],
    [arrivingOf('c', 3600), herdOf('d', 7)],
  ]);
  const c = accountsOfAll(plan) - 22;

  it('lie one behind the other, in the order of the plan', () => {
    const from = (phase: string, population: string, per: PerAccount = 'shopper') =>
      accountRangeOf(plan, { phase, population }, csv('a.csv', { per }));
    expect(from('p0', 'a')).toEqual({ from: 0, perGeneration: 0 });
    expect(from('p0', 'b')).toEqual({ from: 10, perGeneration: 0 });
    expect(from('p1', 'c')).toEqual({ from: 15, perGeneration: 0 });
    expect(from('p1', 'd')).toEqual({ from: 15 + c, perGeneration: 0 });
    expect(from('p0', 'a', 'session')).toEqual({ from: 0, perGeneration: 10 });
  });

  it('are as many as its shoppers: arrivals are counted as they come, not as they are expected', () => {
    const prefix = `run.${populationSeed(plan, 'p1', 'c').toString(36)}.`;
    const all = requestsOf(plan).map(({ shopper }) => shopper);
    const came = new Set(all.filter((shopper) => shopper.startsWith(prefix)));
    expect(came.size).toBe(c);
  });

  it('are multiplied by scale', () => {
    expect(accountsOfAll(planWith([[heldOf('a', 10), herdOf('b', 5)]], { scale: 3 }))).toBe(45);
  });

  it('are none where the shop has none', () => {
    const range = accountRangeOf(plan, { phase: 'p0', population: 'b' }, null);
    expect(range).toEqual({ from: 0, perGeneration: 0 });
  });
});

const size = fc.integer({ min: 1, max: 12 });
const newcomers = fc.record({
  kind: fc.constantFrom('held', 'arriving', 'herd'),
  size,
  comesBack: fc.option(size),
});
const plans = fc
  .tuple(
    fc.array(fc.array(newcomers, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    fc.nat(0xffffffff),
  )
  .map(([phases, seed]) => {
    const made = phases.map((populations, p) =>
      populations.map(({ kind, size: count }, i): Population => {
        const name = `n${p}-${i}`;
        if (kind === 'held') return heldOf(name, count);
        return kind === 'herd' ? herdOf(name, count) : arrivingOf(name, count * 900);
      }),
    );
    // Whoever may come back does so in a last phase: fewer, as many or more than came.
    const back = phases.flatMap((populations, p) =>
      populations.flatMap(({ kind, comesBack }, i): Population[] =>
        kind === 'held' || comesBack === null
          ? []
          : [{ ...herdOf(`b${p}-${i}`, comesBack), of: { phase: `p${p}`, population: `n${p}-${i}` } }],
      ),
    );
    return planWith(back.length === 0 ? made : [...made, back], { seed });
  });

describe('with an account for each shopper', () => {
  it('no two shoppers of a run share one, and who returns has the one from before', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 3 }), (plan, vus) => {
        const shopperOf = new Map<string, string>();
        const accountOf = new Map<string, string>();
        for (const { shopper, account } of requestsOf(plan, { vus })) {
          const place = placeOf(shopper);
          expect(shopperOf.get(account) ?? place).toBe(place);
          expect(accountOf.get(place) ?? account).toBe(account);
          shopperOf.set(account, place);
          accountOf.set(place, account);
          expect(Number(account)).toBeLessThan(accountsOfAll(plan));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has the same accounts however many VUs there are', () => {
    const plan = planWith([[heldOf('a', 10), arrivingOf('c', 7200)]]);
    const pairs = (vus: number) =>
      [
        ...new Set(requestsOf(plan, { vus }).map(({ shopper, account }) => `${shopper} ${account}`)),
      ].toSorted();
    expect(pairs(3)).toEqual(pairs(1));
  });
});

describe('with an account for each session', () => {
  it('the next shopper of a held place has another, as long as there are any', () => {
    const seen = requestsOf(planWith([[heldOf('a', 5)]], { seed: 3 }), { per: 'session' });
    const accountOf = new Map(seen.map(({ shopper, account }) => [shopper, account]));
    expect(accountOf.size).toBeGreaterThan(5);
    expect(new Set(accountOf.values()).size).toBe(accountOf.size);
  });

  it('begins again when all were taken', () => {
    const seen = requestsOf(planWith([[heldOf('a', 5)]], { seed: 3 }), { per: 'session', count: 5 });
    expect(new Set(seen.map(({ account }) => account))).toEqual(new Set(['0', '1', '2', '3', '4']));
  });

  it('keeps one account for all requests of a session', () => {
    const accountOf = new Map<string, string>();
    for (const { shopper, account } of requestsOf(planWith([[heldOf('a', 5), arrivingOf('c', 7200)]]), {
      per: 'session',
      count: 7,
    })) {
      expect(accountOf.get(shopper) ?? account).toBe(account);
      accountOf.set(shopper, account);
    }
  });
});
