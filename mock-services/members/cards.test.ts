import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { memberDiscountPercent, tierOf } from '../../scenarios/targets/mock-shop/tiers.ts';
import { codeOf, memoryTx, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { buyCard, discountPercentOf, viewMember } from './cards.ts';

it('stacks the card on the discount of every tier', () => {
  const tx = memoryTx();
  const stacked = new Map<string, number>();
  for (let n = 0; n < 100; n += 1) {
    expect(discountPercentOf(tx, `s${n}`)).toBe(memberDiscountPercent(`s${n}`, false));
    expect(buyCard(tx, `s${n}`, NOW_MS).status).toBe(201);
    stacked.set(tierOf(`s${n}`), discountPercentOf(tx, `s${n}`));
  }
  expect(Object.fromEntries(stacked)).toEqual({ regular: 3, silver: 5, gold: 8 });
});

it('sells one card a member, whoever else buys one', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('s1', 's2', 's3')), (buyers) => {
      const tx = memoryTx();
      const sold = buyers.filter((buyer) => buyCard(tx, buyer, NOW_MS).status === 201);
      expect(sold).toEqual([...new Set(buyers)]);
    }),
  );
});

it('knows the tier of a shopper who never registered', () => {
  expect(viewMember(memoryTx(), 'stranger')).toEqual({
    status: 200,
    body: {
      member: 'stranger',
      tier: tierOf('stranger'),
      card: false,
      discountPercent: memberDiscountPercent('stranger', false),
    },
  });
});

it('refuses the second card', () => {
  const tx = memoryTx();
  buyCard(tx, 's1', NOW_MS);
  expect(codeOf(buyCard(tx, 's1', NOW_MS))).toBe('has_card');
});

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.close());

const metric = async (name: string): Promise<number> => {
  const { body } = await shop.get('/metrics');
  return Number(new RegExp(`^shop_members_${name} (\\d+)$`, 'm').exec(body)?.[1]);
};

it('answers a replayed purchase with the card and counts it once; shows it in the view', async () => {
  const buy = (key: string) => shop.post('/members/s1/cards', { shopper: 's1' }, key);
  expect((await buy('a')).statusCode).toBe(201);
  expect((await buy('a')).headers['idempotency-replayed']).toBe('true');
  expect((await buy('b')).statusCode).toBe(409);
  expect((await shop.get('/members/s1')).json()).toMatchObject({ card: true });
  expect((await shop.get('/members/s2')).json()).toMatchObject({ card: false });
  expect(await metric('cards_total\\{.*\\}')).toBe(1);
});

it('sells one card to a member who taps five times at once', async () => {
  const taps = Array.from({ length: 5 }, () => shop.post('/members/s1/cards', { shopper: 's1' }));
  const statuses = (await Promise.all(taps)).map(({ statusCode }) => statusCode);
  expect(statuses.sort()).toEqual([201, 409, 409, 409, 409]);
  expect(await metric('cards_total\\{.*\\}')).toBe(1);
});

it('lets nobody buy a card for somebody else', async () => {
  const answer = await shop.post('/members/s1/cards', { shopper: 's2' });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.message).toContain('"s2"');
  expect((await shop.get('/members/s1')).json()).toMatchObject({ card: false });
});

it('counts each registration once, and logins by kind of member', async () => {
  await shop.post('/sessions', { member: 's1' });
  await shop.post('/members', { member: 's1' });
  await shop.post('/members', { member: 's1' });
  await shop.post('/sessions', { member: 's1' });
  await shop.post('/sessions', { member: 's1' });
  expect(await metric('registered_total\\{.*\\}')).toBe(1);
  expect(await metric('logins_total\\{kind="lapsed".*\\}')).toBe(1);
  expect(await metric('logins_total\\{kind="active".*\\}')).toBe(2);
});
