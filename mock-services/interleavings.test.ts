/**
 * Whatever shoppers do at once, and whatever times out meanwhile, the ledger stays right: nothing oversold, nothing promised in
 * vain, nothing issued twice, one effect a key.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ledger } from './audit/domain.ts';
import { isOrdered, releaseUnorderedCoupons } from './coupons/awaited.ts';
import { COUPONS, couponsOf } from './coupons/domain.ts';
import { PIECES, releaseUnorderedPieces } from './inventory/domain.ts';
import { cancelUnpaid } from './orders/cancellation.ts';
import { HELD_MS_MAX } from './platform/agenda.ts';
import { HOUR_MS, MINUTE_MS } from './platform/campaign-clock.ts';
import { isLive, ORDERS } from './platform/order.ts';
import { expireReservations, RESERVATIONS } from './reservations/domain.ts';
import { inspect, needsInspection } from './returns/domain.ts';
import { NOW_MS, openTestShop, type TestShop } from './testing/test-shop.ts';

const SETTINGS = { couponQuota: 3, oneYuanQuota: 2, flashStockPieces: 2, productStockPieces: 3, products: 1 };

/** Few shoppers, orders, products and keys, so that they meet. */
const SHOPPERS = ['s1', 's2', 's3'];
/** Of every shopper's two orders; the second is one whose return is inspected. */
const ORDER_NAMES = ['a', Array.from({ length: 2_000_000 }, (_, n) => `${n}`).find(isInspected)!];

function isInspected(name: string): boolean {
  return SHOPPERS.every((shopper) => needsInspection(`${shopper}-${name}`));
}

interface Action {
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}
/** Mostly one's own order, now and then somebody else's. */
const visit = fc
  .record({
    shopper: fc.constantFrom(...SHOPPERS),
    other: fc.constantFrom(...SHOPPERS),
    intrudes: fc.integer({ min: 0, max: 7 }).map((n) => n === 7),
    name: fc.constantFrom(...ORDER_NAMES),
    campaign: fc.constantFrom('40-off-300', 'category-beauty', 'one-yuan'),
    /** Four pieces are enough for 40 off 300. */
    quantity: fc.constantFrom(1, 4),
  })
  .map(({ shopper, other, intrudes, name, ...rest }) => ({
    ...rest,
    shopper,
    order: `${intrudes ? other : shopper}-${name}`,
  }));
type Visit = typeof visit extends fc.Arbitrary<infer Value> ? Value : never;

const ACTIONS: readonly { readonly weight: number; readonly act: (visit: Visit) => Action }[] = [
  {
    weight: 1,
    act: ({ shopper, campaign }) => ({ url: `/coupons/${campaign}/claims`, body: { shopper } }),
  },
  {
    weight: 2,
    act: ({ shopper, campaign, order, quantity }) => ({
      url: `/coupons/${campaign}/redemptions`,
      body: { shopper, order, product: '1', quantity },
    }),
  },
  { weight: 1, act: ({ shopper }) => ({ url: '/flash/flash-1/pieces', body: { shopper } }) },
  { weight: 1, act: ({ shopper }) => ({ url: '/reservations', body: { shopper, product: '1' } }) },
  {
    weight: 2,
    act: ({ shopper, order, quantity }) => ({
      url: '/orders',
      body: { shopper, order, product: '1', quantity },
    }),
  },
  {
    weight: 1,
    act: ({ shopper, order }) => ({
      url: '/orders',
      body: { shopper, order, product: '1', quantity: 1, reserved: true },
    }),
  },
  {
    weight: 1,
    act: ({ shopper, order }) => ({
      url: '/orders',
      body: { shopper, order, product: 'flash-1', quantity: 1 },
    }),
  },
  { weight: 4, act: ({ order }) => ({ url: `/orders/${order}/payments`, body: {} }) },
  { weight: 2, act: ({ shopper, order }) => ({ url: `/orders/${order}/cancellations`, body: { shopper } }) },
  {
    weight: 3,
    act: ({ shopper, order }) => ({
      url: `/orders/${order}/returns`,
      body: { shopper, reason: 'too small' },
    }),
  },
];
const action = fc.oneof(
  ...ACTIONS.map(({ weight, act }) => ({ weight, arbitrary: visit.map((each) => act(each)) })),
);
const key = fc.constantFrom(...Array.from({ length: 300 }, (_, n) => `k${n}`));
/** Each action with a key of few, so that reused keys happen, once or twice: a batch of what is sent at once. */
const batches = fc.array(
  fc.record({
    sent: fc.array(fc.tuple(action, key, fc.integer({ min: 1, max: 2 })), { minLength: 4, maxLength: 14 }),
    /** Passes before the batch, and lets unpaid orders, orders that never came, inspections or reservations fall due. */
    passesMs: fc.constantFrom(0, 0, MINUTE_MS, 31 * MINUTE_MS, 5 * HOUR_MS, 73 * HOUR_MS),
    sweeps: fc.boolean(),
  }),
  { minLength: 3, maxLength: 8 },
);

interface Done extends Action {
  readonly key: string;
  readonly status: number;
  readonly replayed: boolean;
  readonly answer: string;
}

async function send(shop: TestShop, { url, body }: Action, key: string): Promise<Done> {
  const answer = await shop.post(url, body, key);
  const replayed = answer.headers['idempotency-replayed'] === 'true';
  return { url, body, key, status: answer.statusCode, replayed, answer: answer.body };
}

/** What the background does every second, here at once with what shoppers do. */
async function sweep({ shop: { store, campaign } }: TestShop): Promise<void> {
  const nowMs = campaign.nowMs();
  await Promise.all([
    cancelUnpaid(store, nowMs),
    expireReservations(store, nowMs),
    inspect(store, nowMs),
    releaseUnorderedCoupons(store, nowMs),
    releaseUnorderedPieces(store, nowMs),
  ]);
}

it('keeps every limit and every promise under any interleaving', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      const time = { ms: NOW_MS };
      const shop = await openTestShop(SETTINGS, { nowMs: () => time.ms });
      try {
        const done: Done[] = [];
        for (const { sent, passesMs, sweeps } of all) {
          time.ms += passesMs;
          const answers = sent.flatMap(([action, key, times]) =>
            Array.from({ length: times }, () => send(shop, action, key)),
          );
          if (sweeps) await sweep(shop);
          done.push(...(await Promise.all(answers)));
        }
        checkKeys(done);
        const effects = done.filter(({ status, replayed }) => status === 201 && !replayed);
        await checkLedger(shop, effects);
        await checkPromises(shop);
        time.ms += HELD_MS_MAX;
        await sweep(shop);
        await checkNothingHeld(shop);
        expect(shop.reported).toEqual([]);
      } finally {
        await shop.close();
      }
    }),
    // Without shrinking, which would take longer than the test may: the seed tells as much.
    { numRuns: 60, endOnFailure: true },
  );
});

/** Risk control stops a shopper at the door, before anything is decided. */
const UNDECIDED = [403, 422];

/** One effect a key: its first answer, any number of replays of that very answer, and 422 for other requests. */
function checkKeys(done: readonly Done[]): void {
  for (const key of new Set(done.map((each) => each.key))) {
    const uses = done.filter((each) => each.key === key);
    expect(uses.every(({ status }) => [201, 403, 404, 409, 422].includes(status))).toBe(true);
    const answered = uses.filter(({ status }) => !UNDECIDED.includes(status));
    if (answered.length === 0) continue;
    expect(answered.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const requests = answered.map(({ url, body, status, answer }) =>
      JSON.stringify([url, body, status, answer]),
    );
    expect(new Set(requests).size).toBe(1);
  }
}

/** The audit counts exactly what was acknowledged, nothing is above its limit, and the tables agree with each other. */
async function checkLedger(shop: TestShop, effects: readonly Done[]): Promise<void> {
  const at = (url: string) => effects.filter((effect) => effect.url === url);
  const ledger: Ledger = (await shop.admin('GET', '/admin/audit/ledger')).json();
  expect(ledger).toMatchObject({ oversoldPieces: 0, overissuedCoupons: 0, brokenPromises: [] });
  for (const { campaign, quota, issued, redeemed } of ledger.coupons) {
    const claims = at(`/coupons/${campaign}/claims`);
    expect(issued).toBe(claims.length);
    expect(issued).toBeLessThanOrEqual(quota);
    expect(new Set(claims.map(({ body }) => body.shopper)).size).toBe(claims.length);
    expect(redeemed).toBeLessThanOrEqual(Math.min(issued, at(`/coupons/${campaign}/redemptions`).length));
  }
  const ordered = at('/orders').map(({ body }) => body);
  expect(ledger.orders).toBe(ordered.length);
  expect(new Set(ordered.map(({ order }) => order)).size).toBe(ordered.length);
  for (const { soldPieces, promisedPieces, initialPieces } of ledger.stock)
    expect(soldPieces + promisedPieces).toBeLessThanOrEqual(initialPieces);
  checkStates(shop, at);
  checkLimits(shop);
  const { body } = await shop.get('/metrics');
  for (const [, left] of body.matchAll(/^shop_(?:stock_left_pieces|coupons_left)\{.*\} (\S+)$/gm))
    expect(Number(left)).toBeGreaterThanOrEqual(0);
}

/** Every acknowledged order is there, in the state of the last that was acknowledged of it. */
function checkStates(shop: TestShop, at: (url: string) => readonly Done[]): void {
  for (const { body } of at('/orders')) {
    const id = String(body.order);
    const [paid, cancelled, returned] = ['payments', 'cancellations', 'returns'].map(
      (what) => at(`/orders/${id}/${what}`).length,
    );
    expect([paid, cancelled, returned].every((times) => times! <= 1)).toBe(true);
    const wanted = returned
      ? ['returning', 'returned']
      : cancelled
        ? ['cancelled']
        : paid
          ? ['paid']
          : ['created', 'cancelled'];
    expect(wanted).toContain(shop.shop.store.get(ORDERS, id)?.state);
  }
}

/** One live flash-sale order a shopper, and one live order a coupon. */
function checkLimits(shop: TestShop): void {
  const live = [...shop.shop.store.range(ORDERS)].filter(({ value }) => isLive(value));
  const flash = live.filter(({ value }) => value.product === 'flash-1').map(({ value }) => value.shopper);
  expect(new Set(flash).size).toBe(flash.length);
  const used = live.flatMap(({ key, value: { shopper } }) =>
    (couponsOf(shop.shop.store, key, shopper)?.campaigns ?? []).map(
      (campaign) => `${campaign} of ${shopper}`,
    ),
  );
  expect(new Set(used).size).toBe(used.length);
}

/** Whoever has a live reservation gets the piece, whatever is left. */
async function checkPromises(shop: TestShop): Promise<void> {
  const live = [...shop.shop.store.range(RESERVATIONS)].filter(({ value }) => value.order === undefined);
  for (const { key } of live) {
    const [product, shopper] = key.split('/');
    // Who was marked by risk control for guessing at coupons appeals first: the piece is still promised.
    await shop.post('/risk/appeals', { shopper });
    const body = { shopper, order: `promised-${shopper}`, product, quantity: 1, reserved: true };
    const answer = await shop.post('/orders', body);
    expect(answer.statusCode, answer.body).toBe(201);
  }
  expect((await shop.admin('GET', '/admin/audit/ledger')).json().brokenPromises).toEqual([]);
}

/** Once everybody has had the time to order, only live orders have coupons and flash-sale pieces. */
async function checkNothingHeld(shop: TestShop): Promise<void> {
  const { store } = shop.shop;
  for (const { key, value: coupon } of store.range(COUPONS)) {
    const order = coupon.redemption?.order;
    if (order !== undefined) expect(isOrdered(store, order, key.split('/')[1]!), key).toBe(true);
  }
  for (const { key, value: piece } of store.range(PIECES))
    expect(piece.order !== undefined && isOrdered(store, piece.order, key.split('/')[1]!), key).toBe(true);
  expect((await shop.admin('GET', '/admin/audit/ledger')).json().brokenPromises).toEqual([]);
}
