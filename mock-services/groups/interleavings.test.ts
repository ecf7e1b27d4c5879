/** Whatever shoppers do at once and whenever the clock jumps: places and deposits stay right. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BrokenPromises } from '../platform/broken-promises.ts';
import { NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { checkGroups } from './checks.ts';
import { endDue } from './domain.ts';
import { type Deposit, GROUP_LASTS_MS, GROUP_SIZE, GROUP_TALLY, GROUPS } from './group.ts';

const SPEED = 1000;
const CALENDAR = { startsAt: '2026-06-18T20:00:00+08:00', speed: SPEED };
const LASTS_REAL_MS = GROUP_LASTS_MS / SPEED;

/** Few shoppers, products and orders, so that they meet; and stock that runs out. */
const SETTINGS = { calendar: CALENDAR, products: 2, productStockPieces: 4 };
const shopper = fc.constantFrom('s1', 's2', 's3', 's4', 's5', 's6', 's7');
const product = fc.constantFrom('1', '2');
const order = fc.constantFrom(...Array.from({ length: 12 }, (_, n) => `o${n}`));

const END = { url: 'end' } as const;
const action = fc.oneof(
  fc.record({ shopper, product }).map((body) => ({ url: '/groups/shares', body })),
  { weight: 3, arbitrary: fc.record({ shopper, product }).map((body) => ({ url: '/groups/members', body })) },
  {
    weight: 3,
    arbitrary: fc.record({ shopper, product, order }).map((body) => ({ url: '/groups/orders', body })),
  },
  fc.constant(END),
);
/** What is sent at once, after the clock has moved on by so many real milliseconds. */
const batches = fc.array(
  fc.record({
    afterMs: fc.constantFrom(0, 1, LASTS_REAL_MS / 3, LASTS_REAL_MS - 1, LASTS_REAL_MS),
    actions: fc.array(action, { minLength: 4, maxLength: 20 }),
  }),
  { minLength: 3, maxLength: 10 },
);

interface Done {
  readonly joined: number;
  readonly ordered: number;
}

it('takes each deposit once, and then either uses it or gives it back, whatever happens at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (sent) => {
      const time = { ms: NOW_MS };
      const shop = await openTestShop(SETTINGS, { nowMs: () => time.ms });
      const endGroups = () => endDue(shop.shop.store, shop.shop.campaign.nowMs());
      try {
        const done = { joined: 0, ordered: 0 };
        for (const { afterMs, actions } of sent) {
          time.ms += afterMs;
          await Promise.all(
            actions.map(async (each) => {
              if (!('body' in each)) return void (await endGroups());
              const { statusCode } = await shop.post(each.url, each.body);
              expect([201, 409]).toContain(statusCode);
              if (statusCode === 201 && each.url === '/groups/members') done.joined += 1;
              if (statusCode === 201 && each.url === '/groups/orders') done.ordered += 1;
            }),
          );
          checkDeposits(shop, done);
        }
        time.ms += LASTS_REAL_MS;
        await endGroups();
        checkDeposits(shop, done);
        checkAllOver(shop);
        expect(shop.reported).toEqual([]);
      } finally {
        await shop.close();
      }
    }),
    { numRuns: 20 },
  );
});

/** At any time: no promise broken, nobody in a group twice or in two that run, and the deposits add up to what was answered. */
function checkDeposits({ shop }: TestShop, { joined, ordered }: Done): void {
  const broken = new BrokenPromises();
  checkGroups(shop.store, broken);
  expect(broken.list).toEqual([]);
  const groups = [...shop.store.range(GROUPS)].map(({ value }) => value);
  const running: string[] = [];
  for (const { places, product, endsAtMs, ended } of groups) {
    const names = places.map((place) => place.shopper);
    expect(new Set(names).size).toBe(names.length);
    if (!ended && shop.campaign.nowMs() < endsAtMs)
      running.push(...names.map((name) => `${product}/${name}`));
  }
  expect(new Set(running).size).toBe(running.length);

  const deposits = groups.flatMap(({ places }) => places.map(({ deposit }) => deposit));
  const count = (deposit: Deposit) => deposits.filter((each) => each === deposit).length;
  expect(count('held') + count('used') + count('refunded')).toBe(joined);
  expect(count('used')).toBe(ordered);

  const full = groups.filter(({ places }) => places.length === GROUP_SIZE);
  const expired = groups.filter((group) => group.ended && !full.includes(group));
  const tally = { opened: 0, filled: 0, expired: 0, refunded: 0, ...shop.store.get(GROUP_TALLY, 'all') };
  expect(tally).toEqual({
    opened: groups.length,
    filled: full.length,
    expired: expired.length,
    refunded: count('refunded'),
  });
}

function checkAllOver({ shop }: TestShop): void {
  for (const { value } of shop.store.range(GROUPS)) {
    expect(value.ended).toBe(true);
    expect(value.places.map(({ deposit }) => deposit)).not.toContain('held');
  }
}
