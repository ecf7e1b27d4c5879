import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FLASH_PRODUCT } from '../catalogue.ts';
import { STOCK } from '../inventory/domain.ts';
import { ORDERS } from '../platform/order.ts';
import type { Store } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { memoryTx, openTestShop, SETTINGS, type TestShop } from '../testing/test-shop.ts';
import { Draft, tampered } from './draft.ts';
import { misbehavioursNamed } from './index.ts';
import { rarely } from './misbehaviour.ts';

const NAMES = table<string>('names');
const OTHERS = table<string>('others');

/** What decisions write, in memory. */
function fakeStore(): { store: Store; rows: Map<string, unknown> } {
  const rows = new Map<string, unknown>();
  const tx = {
    get: <Row>({ name }: { name: string }, key: string) => rows.get(`${name} ${key}`) as Row | undefined,
    put: ({ name }: { name: string }, key: string, row: unknown) => void rows.set(`${name} ${key}`, row),
    remove: ({ name }: { name: string }, key: string) => void rows.delete(`${name} ${key}`),
  };
  const store: Store = {
    get: tx.get,
    transact: async (decide) => decide(tx),
    range: () => [],
    snapshot: () => ({ get: tx.get, range: () => [], close: () => undefined }),
    close: async () => undefined,
  };
  return { store, rows };
}

describe('a tampered store', () => {
  it('is the store itself if nothing tampers with it', () => {
    const { store } = fakeStore();
    expect(tampered(store, [])).toBe(store);
  });

  it('writes what the tampering leaves of a decision, and answers what was decided', async () => {
    const { store, rows } = fakeStore();
    const bad = tampered(store, [
      (draft) => {
        expect(draft.rows(NAMES)).toEqual([
          { key: 'a', row: 'new' },
          { key: 'b', row: 'new' },
        ]);
        expect([draft.get(NAMES, 'a'), draft.before(NAMES, 'a')]).toEqual(['new', undefined]);
        draft.keepOnly(NAMES);
        draft.put(NAMES, 'c', 'added');
        draft.remove(NAMES, 'b');
      },
    ]);
    const answer = await bad.transact((tx) => {
      tx.put(NAMES, 'a', 'new');
      tx.put(NAMES, 'b', 'new');
      tx.put(OTHERS, 'a', 'new');
      return tx.get(NAMES, 'b');
    });
    expect(answer).toBe('new');
    expect([...rows]).toEqual([
      ['names a', 'new'],
      ['names c', 'added'],
    ]);
  });

  it('leaves single tables as they were', async () => {
    const { store, rows } = fakeStore();
    await tampered(store, [(draft) => draft.leave(OTHERS)]).transact((tx) => {
      tx.put(NAMES, 'a', 'new');
      tx.put(OTHERS, 'a', 'new');
    });
    expect([...rows.keys()]).toEqual(['names a']);
  });
});

it('strikes at the second of its kind, and then at every hundredth', () => {
  const struck: number[] = [];
  let n = 0;
  const tamper = rarely(
    (draft) => draft.rows(NAMES).length > 0 && n,
    (_, found) => struck.push(found),
  )();
  const otherKind = new Draft(memoryTx());
  const itsKind = new Draft(memoryTx());
  itsKind.put(NAMES, 'a', 'new');
  for (n = 1; n <= 250; n += 1) {
    tamper(itsKind);
    tamper(otherKind);
  }
  expect(struck).toEqual([2, 102, 202]);
});

describe('a shop that misbehaves', () => {
  let shop: TestShop;
  beforeEach(async () => {
    shop = await openTestShop({ misbehave: ['loses-an-order', 'lays-stock-out-thrice'] });
  });
  afterEach(() => shop.close());

  it('answers as if it kept its promise', async () => {
    for (const order of ['o1', 'o2', 'o3']) {
      const answer = await shop.post('/orders', { shopper: 's1', order, product: '1', quantity: 1 }, order);
      expect(answer.statusCode).toBe(201);
    }
    expect([...shop.shop.store.range(ORDERS)].map(({ key }) => key)).toEqual(['o1', 'o3']);
    const again = { shopper: 's1', order: 'o2', product: '1', quantity: 1 };
    expect((await shop.post('/orders', again, 'o2')).headers['idempotency-replayed']).toBe('true');
    expect(shop.shop.store.get(STOCK, FLASH_PRODUCT)?.leftPieces).toBe(3 * SETTINGS.flashStockPieces);
  });

  it('behaves after a restart without the setting', async () => {
    await shop.close('keep data');
    shop = await openTestShop({}, { dataDir: shop.dataDir });
    for (const order of ['o1', 'o2'])
      await shop.post('/orders', { shopper: 's1', order, product: '1', quantity: 1 });
    expect([...shop.shop.store.range(ORDERS)].map(({ key }) => key)).toEqual(['o1', 'o2']);
  });
});

it('a shop with an unknown way to misbehave does not start', () => {
  expect(() => misbehavioursNamed(['oversells', 'behaves'])).toThrow(
    'The shop cannot misbehave like this: behaves. There are: loses-an-order,',
  );
});
