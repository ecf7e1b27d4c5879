import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop({ couponQuota: 1 });
});
afterEach(() => shop.close());

const CLAIMS = '/coupons/40-off-300/claims';

describe('answerOnce', () => {
  it('replays the stored answer to the same request', async () => {
    const first = await shop.post(CLAIMS, { shopper: 's1' }, 'k');
    const second = await shop.post(CLAIMS, { shopper: 's1' }, 'k');
    expect(first.statusCode).toBe(201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.statusCode).toBe(201);
    expect(second.body).toBe(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it('replays refusals, also when they would not be refused any more', async () => {
    await shop.post(CLAIMS, { shopper: 's1' });
    const refused = await shop.post(CLAIMS, { shopper: 's1' }, 'k');
    const again = await shop.post(CLAIMS, { shopper: 's1' }, 'k');
    expect([refused.statusCode, again.statusCode]).toEqual([409, 409]);
    expect(again.body).toBe(refused.body);
  });

  it.each([
    { what: 'another body', url: CLAIMS, body: { shopper: 's2' } },
    { what: 'another campaign', url: '/coupons/one-yuan/claims', body: { shopper: 's1' } },
    { what: 'another route', url: '/flash/flash-1/pieces', body: { shopper: 's1' } },
  ])('refuses a key that was used with $what, and changes nothing', async ({ url, body }) => {
    await shop.post(CLAIMS, { shopper: 's1' }, 'k');
    const reused = await shop.post(url, body, 'k');
    expect(reused.statusCode).toBe(422);
    expect(reused.json().error.code).toBe('idempotency_key_reused');
    expect(reused.headers['idempotency-replayed']).toBeUndefined();
    const ledger = (await shop.admin('GET', '/admin/audit/ledger')).json();
    const issued = ledger.coupons.filter((line: { issued: number }) => line.issued > 0);
    expect(issued).toMatchObject([{ campaign: '40-off-300', issued: 1 }]);
    expect(ledger.stock.every((line: { soldPieces: number }) => line.soldPieces === 0)).toBe(true);
  });

  it('gives concurrent requests with one key one effect and one answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.post(CLAIMS, { shopper: 's1' }, 'k')),
    );
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  });

  it('remembers across a restart', async () => {
    const first = await openTestShop();
    await first.post(CLAIMS, { shopper: 's1' }, 'k');
    await first.close('keep data');
    const second = await openTestShop({}, { dataDir: first.dataDir });
    const replayed = await second.post(CLAIMS, { shopper: 's1' }, 'k');
    expect(replayed.headers['idempotency-replayed']).toBe('true');
    await second.close();
  });

  it('stores no mistake and no 5xx', async () => {
    expect((await shop.post(CLAIMS, {}, 'k')).statusCode).toBe(400);
    expect((await shop.post(CLAIMS, { shopper: 's1' }, 'k')).statusCode).toBe(201);
  });
});
