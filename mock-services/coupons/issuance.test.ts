import { beforeEach, describe, expect, it } from 'vitest';
import { createCatalogue } from '../catalogue.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import type { Tx } from '../platform/store.ts';
import { codeOf, memoryTx, NOW_MS, SETTINGS } from '../testing/test-shop.ts';
import { CAMPAIGNS, ISSUED_MORE } from './campaigns.ts';
import { claim } from './domain.ts';
import {
  type Action,
  decideIssuance,
  isPaused,
  isWindowOver,
  redemptionRate,
  WINDOW_MS,
} from './issuance.ts';
import { redeem } from './redemption.ts';
import { QUOTAS } from './totals.ts';

/** As many are left at the beginning; an issue adds `couponIssue`, 50. */
const QUOTA = SETTINGS.couponQuota;

const CATALOGUE = createCatalogue(2);
/** 469 CNY. */
const CART = { product: '2', quantity: 1 };

let tx: Tx;
let shoppers: number;
let window: number;
let held: string[];
beforeEach(() => {
  tx = memoryTx();
  shoppers = 0;
  window = 0;
  held = [];
  for (const campaign of CAMPAIGNS.keys()) tx.put(QUOTAS, campaign, { quota: QUOTA, issued: 0 });
});

function claims(count: number): void {
  for (let n = 0; n < count; n += 1) {
    const shopper = `s${shoppers++}`;
    expect(claim(tx, { campaign: ISSUED_MORE, shopper, ingress: shoppers }, NOW_MS).status).toBe(201);
    held.push(shopper);
  }
}
function redemptions(count: number): void {
  for (const shopper of held.splice(0, count)) {
    const request = { campaign: ISSUED_MORE, shopper, order: `order of ${shopper}`, ...CART };
    expect(redeem(tx, CATALOGUE, request, NOW_MS).status).toBe(201);
  }
}
function decideNext() {
  window += 1;
  return decideIssuance(tx, window * WINDOW_MS, SETTINGS);
}
const quotaOf = (campaign: string) => tx.get(QUOTAS, campaign)!.quota;

describe('a window', () => {
  it.each<{ issued: number; redeemed: number; want: Action; why: string }>([
    { issued: 100, redeemed: 95, want: 'replenish', why: 'campaign review: 95 %' },
    { issued: 100, redeemed: 94, want: 'issue', why: 'below it' },
    { issued: 100, redeemed: 88, want: 'issue', why: 'campaign review: 88 %' },
    { issued: 100, redeemed: 80, want: 'issue', why: 'the goal' },
    { issued: 100, redeemed: 79, want: 'carry-on', why: 'below the goal' },
    { issued: 100, redeemed: 70, want: 'carry-on', why: 'not below 70 %' },
    { issued: 100, redeemed: 69, want: 'pause', why: 'below 70 %' },
    { issued: 100, redeemed: 65, want: 'pause', why: 'campaign review: 65 %' },
    { issued: 1, redeemed: 0, want: 'pause', why: 'none at all' },
    { issued: 0, redeemed: 0, want: 'carry-on', why: 'no coupon to judge by' },
  ])('with $redeemed of $issued redeemed decides to $want ($why)', ({ issued, redeemed, want }) => {
    claims(issued);
    redemptions(redeemed);
    const rate = issued === 0 ? null : redeemed / issued;
    expect(redemptionRate(tx)).toBe(rate);
    expect(decideNext()).toEqual({ action: want, rate });
    const quotas = [...CAMPAIGNS.keys()].map(quotaOf);
    const left = [...CAMPAIGNS.keys()].map(
      (campaign) => quotaOf(campaign) - tx.get(QUOTAS, campaign)!.issued,
    );
    if (want === 'replenish') {
      expect(left).toEqual([...CAMPAIGNS.values()].map(({ quota }) => quota(SETTINGS)));
    } else {
      const raised = want === 'issue' ? SETTINGS.couponIssue : 0;
      expect(quotas).toEqual(quotas.map((_, index) => QUOTA + (index === 0 ? raised : 0)));
    }
    expect(isPaused(tx)).toBe(want === 'pause');
  });

  it('is decided once, at its end and not before', () => {
    claims(10);
    redemptions(9);
    expect([isWindowOver(tx, 4 * HOUR_MS - 1), isWindowOver(tx, 4 * HOUR_MS)]).toEqual([false, true]);
    expect(decideIssuance(tx, 4 * HOUR_MS - 1, SETTINGS)).toBeNull();
    expect(decideIssuance(tx, 4 * HOUR_MS, SETTINGS)?.action).toBe('issue');
    expect(decideIssuance(tx, 8 * HOUR_MS - 1, SETTINGS)).toBeNull();
    expect(quotaOf(ISSUED_MORE)).toBe(QUOTA + SETTINGS.couponIssue);
  });

  it('counts only what was issued and redeemed in it', () => {
    claims(20);
    decideNext();
    decideNext();
    claims(10);
    redemptions(8);
    expect(decideNext()).toEqual({ action: 'issue', rate: 0.8 });
  });

  it('replenishes without taking away what an earlier issue left', () => {
    tx.put(QUOTAS, ISSUED_MORE, { quota: 10 * QUOTA, issued: 0 });
    claims(1);
    redemptions(1);
    expect(decideNext()?.action).toBe('replenish');
    expect(quotaOf(ISSUED_MORE)).toBe(10 * QUOTA);
  });
});

describe('a pause', () => {
  beforeEach(() => {
    claims(20);
    redemptions(10);
    expect(decideNext()?.action).toBe('pause');
  });

  it('refuses every claim and no redemption', () => {
    const late = { shopper: 'late', ingress: shoppers };
    expect(codeOf(claim(tx, { campaign: ISSUED_MORE, ...late }, NOW_MS))).toBe('issuing_paused');
    expect(codeOf(claim(tx, { campaign: 'one-yuan', ...late }, NOW_MS))).toBe('issuing_paused');
    redemptions(10);
  });

  it('ends with a replenishment once shoppers have used the coupons that they held', () => {
    redemptions(10);
    expect(decideNext()).toEqual({ action: 'replenish', rate: 1 });
    claims(1);
  });

  it('is not prolonged by coupons that shoppers forgot', () => {
    expect(decideNext()).toEqual({ action: 'carry-on', rate: 0 });
    claims(1);
  });
});

describe('time that the shop was down', () => {
  it('decides once what was counted before, and then waits for the end of the window that is open', () => {
    claims(10);
    redemptions(9);
    expect(decideIssuance(tx, 5.5 * WINDOW_MS, SETTINGS)?.action).toBe('issue');
    expect(decideIssuance(tx, 5.9 * WINDOW_MS, SETTINGS)).toBeNull();
    expect(quotaOf(ISSUED_MORE)).toBe(QUOTA + SETTINGS.couponIssue);
    expect(decideIssuance(tx, 6 * WINDOW_MS, SETTINGS)).toEqual({ action: 'carry-on', rate: 0 });
  });
});

it('starts over if the campaign’s clock goes back', () => {
  claims(20);
  decideIssuance(tx, 3 * WINDOW_MS, SETTINGS);
  expect(isPaused(tx)).toBe(true);
  expect(decideIssuance(tx, 0, SETTINGS)).toBeNull();
  expect(isPaused(tx)).toBe(false);
  claims(10);
  redemptions(8);
  expect(decideIssuance(tx, WINDOW_MS, SETTINGS)).toEqual({ action: 'issue', rate: 0.8 });
});
