/** Whatever shoppers do at once, the books stay right: nothing oversold, nothing issued twice, one effect a key. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTestShop, type TestShop } from './testing.ts';

const SETTINGS = { couponQuota: 3, oneYuanQuota: 2, flashStockPieces: 2, productStockPieces: 3, products: 1 };

/** Few shoppers, orders, products and keys, so that they meet. */
const shopper = fc.constantFrom('s1', 's2', 's3', 's4');
const order = fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5', 'o6');
const campaign = fc.constantFrom('40-off-300', 'one-yuan');

const action = fc.oneof(
  fc.record({ shopper, campaign }).map(({ shopper, campaign }) => ({
    url: `/coupons/${campaign}/claims`,
    body: { shopper },
  })),
  fc.record({ shopper, campaign, order }).map(({ shopper, campaign, order }) => ({
    url: `/coupons/${campaign}/redemptions`,
    body: { shopper, order, totalFen: 30_000 },
  })),
  shopper.map((shopper) => ({ url: '/flash/flash-1/pieces', body: { shopper } })),
  fc
    .record({ shopper, order, quantity: fc.integer({ min: 1, max: 3 }) })
    .map((body) => ({ url: '/orders', body: { ...body, product: '1' } })),
  fc
    .record({ shopper, order })
    .map((body) => ({ url: '/orders', body: { ...body, product: 'flash-1', quantity: 1 } })),
  order.map((order) => ({ url: `/orders/${order}/payments`, body: { amountFen: 100 } })),
);
/** Each action with a key of few, so that retries and reused keys happen, and a batch of what is sent at once. */
const batches = fc.array(
  fc.array(fc.tuple(action, fc.constantFrom(...Array.from({ length: 40 }, (_, n) => `k${n}`))), {
    maxLength: 12,
  }),
  { maxLength: 6 },
);

interface Done {
  readonly url: string;
  readonly body: Record<string, unknown>;
  readonly key: string;
  readonly status: number;
  readonly replayed: boolean;
  readonly answer: string;
}

async function send(shop: TestShop, url: string, body: object, key: string): Promise<Done> {
  const answer = await shop.post(url, body, key);
  return {
    url,
    body: body as Record<string, unknown>,
    key,
    status: answer.statusCode,
    replayed: answer.headers['idempotency-replayed'] === 'true',
    answer: answer.body,
  };
}

it('keeps every limit and every promise under any interleaving', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (sent) => {
      const shop = await openTestShop(SETTINGS);
      try {
        const done: Done[] = [];
        for (const batch of sent) {
          done.push(...(await Promise.all(batch.map(([{ url, body }, key]) => send(shop, url, body, key)))));
        }
        const ledger = (await shop.admin('GET', '/admin/audit/ledger')).json();
        checkKeys(done);
        checkLedger(
          done.filter(({ status, replayed }) => status === 201 && !replayed),
          ledger,
        );
        const { left } = await gauges(shop);
        expect(left.every((value) => value >= 0)).toBe(true);
        expect(shop.reported).toEqual([]);
      } finally {
        await shop.close();
      }
    }),
    { numRuns: 40 },
  );
});

/** One effect a key: its first answer, any number of replays of that very answer, and 422 for other requests. */
function checkKeys(done: readonly Done[]): void {
  for (const key of new Set(done.map((each) => each.key))) {
    const uses = done.filter((each) => each.key === key);
    expect(uses.every(({ status }) => [201, 404, 409, 422].includes(status))).toBe(true);
    const answered = uses.filter(({ status }) => status !== 422);
    expect(answered.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const requests = answered.map(({ url, body, status, answer }) =>
      JSON.stringify([url, body, status, answer]),
    );
    expect(new Set(requests).size).toBe(1);
  }
}

interface LedgerJson {
  readonly orders: number;
  readonly coupons: readonly { campaign: string; quota: number; issued: number; redeemed: number }[];
  readonly stock: readonly { product: string; initialPieces: number; soldPieces: number }[];
  readonly oversoldPieces: number;
  readonly overissuedCoupons: number;
}

/** The audit counts exactly what was acknowledged, and nothing is above its limit. */
function checkLedger(effects: readonly Done[], ledger: LedgerJson): void {
  const at = (url: string) => effects.filter((effect) => effect.url === url);
  expect(ledger).toMatchObject({ oversoldPieces: 0, overissuedCoupons: 0 });
  for (const { campaign, quota, issued, redeemed } of ledger.coupons) {
    const claims = at(`/coupons/${campaign}/claims`);
    expect(issued).toBe(claims.length);
    expect(issued).toBeLessThanOrEqual(quota);
    expect(new Set(claims.map(({ body }) => body.shopper)).size).toBe(claims.length);
    expect(redeemed).toBe(at(`/coupons/${campaign}/redemptions`).length);
    expect(redeemed).toBeLessThanOrEqual(issued);
  }
  const orders = at('/orders').map(({ body }) => body);
  expect(ledger.orders).toBe(orders.length);
  expect(new Set(orders.map(({ order }) => order)).size).toBe(orders.length);
  for (const { product, initialPieces, soldPieces } of ledger.stock) {
    const ordered = orders
      .filter((body) => body.product === product)
      .reduce((sum, { quantity }) => sum + Number(quantity), 0);
    const taken = at('/flash/flash-1/pieces').length;
    expect(soldPieces).toBe(product === 'flash-1' ? taken : ordered);
    expect(soldPieces).toBeLessThanOrEqual(initialPieces);
    expect(ordered).toBeLessThanOrEqual(soldPieces);
  }
  const paid = effects.filter(({ url }) => url.endsWith('/payments')).map(({ url }) => url);
  expect(new Set(paid).size).toBe(paid.length);
}

async function gauges(shop: TestShop): Promise<{ left: number[] }> {
  const { body } = await shop.get('/metrics');
  const left = [...body.matchAll(/^shop_(?:stock_left_pieces|coupons_left)\{.*\} (\S+)$/gm)].map(
    ([, value]) => Number(value),
  );
  expect(left).toHaveLength(3);
  return { left };
}
