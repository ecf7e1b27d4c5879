import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { audit, type Books, startShop, stopAll, type Twist } from '../../workshop/testing/audited-shop.ts';

afterEach(stopAll);

describe('the ledger audit', () => {
  it('finds nothing when every acknowledged order is stored', async () => {
    const { url } = await startShop({ stored: ['a', 'b'] });
    const acks = { east: { acknowledged: ['a', 'b'] } };
    expect(await audit({ acks, shops: { east: url } })).toEqual({
      done: true,
      reason: null,
      tornLines: 0,
      answersRead: 0,
      acknowledged: 2,
      lost: 0,
      lostIds: [],
      indeterminate: 0,
      indeterminateStored: 0,
      unexplained: 0,
      oversoldPieces: 0,
      overissuedCoupons: 0,
      brokenPromises: [],
      unasked: [],
      arrivals: [],
    });
  });

  it('tells lost, indeterminate and unexplained orders apart', async () => {
    const { url } = await startShop({ stored: ['kept', 'maybe-stored', 'nobody-asked'] });
    const ids = { acknowledged: ['kept', 'lost'], indeterminate: ['maybe-stored', 'maybe-not'] };
    expect(await audit({ acks: { east: ids }, shops: { east: url } })).toMatchObject({
      done: true,
      acknowledged: 2,
      lost: 1,
      lostIds: ['lost'],
      indeterminate: 2,
      indeterminateStored: 1,
      unexplained: 1,
    });
  });

  it('agrees with sets, whatever was acknowledged and stored', async () => {
    const books: Books = { stored: [], pageMax: 3 };
    const { url } = await startShop(books);
    const id = fc.stringMatching(/^[a-z0-9-]{1,4}$/);
    const ids = fc.uniqueArray(id, { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(ids, ids, ids, async (acknowledged, asked, stored) => {
        const indeterminate = asked.filter((each) => !acknowledged.includes(each));
        books.stored = stored;
        const found = await audit({
          acks: { east: { acknowledged, indeterminate } },
          shops: { east: url },
        });
        expect(found.lostIds).toEqual(acknowledged.filter((each) => !stored.includes(each)));
        const known = new Set([...acknowledged, ...indeterminate]);
        expect(found.unexplained).toBe(stored.filter((each) => !known.has(each)).length);
      }),
      { numRuns: 30 },
    );
  });

  it('asks for more ids than fit into one request, and names the first twenty that are lost', async () => {
    const stored = Array.from({ length: 25_000 }, (_, i) => `order-${String(i).padStart(6, '0')}`);
    const lost = Array.from({ length: 30 }, (_, i) => `lost-${i}`);
    const { url } = await startShop({ stored });
    const acks = { east: { acknowledged: [...stored, ...lost] } };
    expect(await audit({ acks, shops: { east: url } })).toMatchObject({
      done: true,
      acknowledged: 25_030,
      lost: 30,
      lostIds: lost.slice(0, 20),
      unexplained: 0,
    });
  });

  it('adds up the regions, and asks those too that no order went to', async () => {
    const east = await startShop({
      stored: ['a'],
      rows: { stock: [{ product: '1', initialPieces: -1, leftPieces: -2 }] },
      brokenPromises: ['stock is never below zero'],
    });
    const south = await startShop({
      stored: ['x'],
      rows: {
        stock: [{ product: '1', initialPieces: 0, leftPieces: -1 }],
        quotas: [{ campaign: 'tiered', quota: 1, issued: 2 }],
        coupons: ['s1', 's2'].map((shopper) => ({ campaign: 'tiered', shopper, order: '' })),
      },
    });
    const acks = { east: { acknowledged: ['a', 'b'] } };
    expect(await audit({ acks, shops: { east: east.url, south: south.url } })).toMatchObject({
      done: true,
      lost: 1,
      unexplained: 1,
      oversoldPieces: 3,
      overissuedCoupons: 1,
      brokenPromises: ['east: stock is never below zero'],
    });
  });
});

/** It answers nobody. A port that nobody listens at may be another program's by the time it is asked. */
const DEAD: Twist = () => 'hang-up';

describe('a dead region', () => {
  it('is started again and then asked', async () => {
    const { url } = await startShop({ stored: ['a'] }, DEAD);
    const again = await startShop({ stored: ['a'] });
    const asked: string[] = [];
    const restart = async (region: string) => {
      asked.push(region);
      return again.url;
    };
    const acks = { east: { acknowledged: ['a', 'b'] } };
    expect(await audit({ acks, shops: { east: url }, restart })).toMatchObject({ done: true, lost: 1 });
    expect(asked).toEqual(['east']);
  });

  it('that dies in the middle of its audit is audited from the beginning, and nothing counts twice', async () => {
    const dying = await startShop({ stored: ['x'] }, (_, { pathname }) =>
      pathname.endsWith('/ledger') ? 'hang-up' : undefined,
    );
    const again = await startShop({ stored: ['x'] });
    const acks = { east: { acknowledged: ['a'] } };
    const shops = { east: dying.url };
    expect(await audit({ acks, shops, restart: async () => again.url })).toMatchObject({
      done: true,
      lost: 1,
      unexplained: 1,
    });
  });

  it('that cannot be started again leaves the audit undone, with what the others lost', async () => {
    const { url } = await startShop({ stored: [] }, DEAD);
    const south = await startShop({ stored: [] });
    const acks = { east: { acknowledged: ['a'] }, south: { acknowledged: ['b'] } };
    const shops = { east: url, south: south.url };
    const found = await audit({
      acks,
      shops,
      restart: () => Promise.reject(new Error('its data folder is gone')),
    });
    expect(found).toMatchObject({ done: false, acknowledged: 2, lost: 1, lostIds: ['b'] });
    expect(found.reason).toMatch(
      /^region east: GET http:\S+ got no answer: .*socket hang up, and it could not be started again: its data folder is gone$/,
    );
  });
});

describe('an audit that cannot be done', () => {
  const twists: readonly { given: string; twist: Twist; want: RegExp }[] = [
    {
      given: 'the shop has a defect',
      twist: () => ({ status: 500, body: { message: 'oops' } }),
      want: /answered 500 “{"message":"oops"}”/,
    },
    {
      given: 'something else listens there',
      twist: () => ({ status: 200, body: '<html>' }),
      want: /answered “<html>”: /,
    },
    {
      given: 'an answer lacks what was asked for',
      twist: (_, { pathname }) =>
        pathname.endsWith('/ledger') ? { status: 200, body: { orders: 1 } } : undefined,
      want: /brokenPromises/,
    },
    {
      given: 'pages do not advance',
      twist: (_, { pathname }) =>
        pathname.endsWith('/orders') ? { status: 200, body: { rows: [], next: 'same' } } : undefined,
      want: /goes on after “same”: pages must ascend/,
    },
  ];
  it.each(twists)('says why when $given', async ({ twist, want }) => {
    const { url } = await startShop({ stored: [] }, twist);
    const found = await audit({ acks: { east: { acknowledged: ['a'] } }, shops: { east: url } });
    expect(found.done).toBe(false);
    expect(found.reason).toMatch(want);
  });

  it('says so when the token is wrong', async () => {
    const { url } = await startShop({ stored: [] });
    const found = await audit({ acks: {}, shops: { east: url }, adminToken: 'guess' });
    expect(found).toMatchObject({ done: false, reason: expect.stringContaining('answered 401') });
    expect(found.reason).not.toContain('guess');
  });

  it('says so when orders went to a region that the run does not have', async () => {
    const { url } = await startShop({ stored: [] });
    const found = await audit({ acks: { west: { acknowledged: ['a'] } }, shops: { east: url } });
    expect(found).toMatchObject({
      done: false,
      acknowledged: 1,
      reason: 'orders were acknowledged in region “west”, but the run has east',
    });
  });
});
