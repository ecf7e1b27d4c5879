import { expect, it } from 'vitest';
import { memberDiscountPercent, tierOf } from '../../scenarios/targets/mock-shop/tiers.ts';
import { memoryTx, NOW_MS, openTestShop } from '../testing/test-shop.ts';
import { logIn, MEMBERS, register } from './domain.ts';

it('takes an unknown member who logs in for a lapsed one', () => {
  const tx = memoryTx();
  expect(logIn(tx, 's1', NOW_MS)).toMatchObject({ status: 201, body: { member: 's1', lapsed: true } });
  expect(tx.get(MEMBERS, 's1')).toEqual({ lapsed: true, sinceMs: NOW_MS });
});

it('makes a lapsed member active on registration, and keeps since when they are known', () => {
  const tx = memoryTx();
  logIn(tx, 's1', NOW_MS);
  expect(register(tx, 's1', NOW_MS + 1)).toMatchObject({ status: 201, body: { lapsed: false } });
  expect(register(tx, 's1', NOW_MS + 2).status).toBe(201);
  expect(logIn(tx, 's1', NOW_MS + 3)).toMatchObject({ body: { lapsed: false } });
  expect(tx.get(MEMBERS, 's1')).toEqual({ lapsed: false, sinceMs: NOW_MS });
});

it('stores since when on the campaign’s clock', async () => {
  const startsAt = '2026-06-18T20:00:00+08:00';
  const time = { ms: NOW_MS };
  const shop = await openTestShop({ calendar: { startsAt, speed: 60 } }, { nowMs: () => time.ms });
  time.ms += 1_000;
  await shop.post('/members', { member: 's1' });
  await shop.post('/sessions', { member: 's2' });
  const sinceMs = ['s1', 's2'].map((member) => shop.shop.store.get(MEMBERS, member)?.sinceMs);
  await shop.close();
  expect(sinceMs).toEqual(Array(2).fill(Date.parse(startsAt) + 60_000));
});

it('spreads tiers as assumed: one in ten gold, two silver, seven regular', () => {
  const counts: Record<string, number> = { gold: 0, silver: 0, regular: 0 };
  const members = 20_000;
  for (let n = 0; n < members; n += 1) counts[tierOf(`shopper-${n}`)]! += 1;
  expect(counts.gold! / members).toBeCloseTo(0.1, 1);
  expect(counts.silver! / members).toBeCloseTo(0.2, 1);
  expect(counts.regular! / members).toBeCloseTo(0.7, 1);
});

it('gives the higher tier the higher discount', () => {
  const discounts = new Map(
    Array.from({ length: 100 }, (_, n) => [tierOf(`s${n}`), memberDiscountPercent(`s${n}`, false)] as const),
  );
  expect(Object.fromEntries(discounts)).toEqual({ regular: 0, silver: 2, gold: 5 });
});
