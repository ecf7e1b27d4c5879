/**
 * Breakers and load shedding, judged in under a minute: for whoever works on them, and for `npm run study:drills`, which shows that a
 * wrong shop makes its own line fail and a right one none.
 */
import { conforms, staysShut } from '../drills/conformance.ts';
import { defineCarnivalPlan } from '../targets/mock-shop/settings.ts';
import {
  BREAKERS,
  bankIsDown,
  CHECKOUT_FIRST,
  isolatedAsFarAsSeen,
  regionIsPressed,
} from './embedded-drills.ts';
import { arriving, held } from './populations.ts';
import summerCarnival from './summer-carnival.ts';
import { paymentsDown } from './summer-carnival-drills.ts';

const SOURCE = 'campaign review: an emergency plan, with thresholds of circuit breakers (熔斷閥值)';
const SALE_SECONDS = 52;
/** Seventy payments a second in each region: opossum needs 20 calls in five seconds before it opens. */
const BUYERS_PER_HOUR = 756_000;
const REGIONS = [
  { name: 'east', share: 0.34 },
  { name: 'south', share: 0.33 },
  { name: 'north', share: 0.33 },
];
/** One call in five fails: the breakers open at more than half. */
const FEW_FAIL_PERCENT = 20;

/** It comes last, to the end of the sale: a shop that retries for ever does not recover, and a breaker that never closes goes on failing. */
const PAYMENTS_DOWN = paymentsDown(28.5, 'north');

export default defineCarnivalPlan({
  ...summerCarnival,
  name: 'drills',
  description: 'a breaker that must stay shut, load that must be shed in order, and a breaker that must open',
  pace: 1,
  regions: REGIONS,
  shop: { ...summerCarnival.shop, products: 1000, recall: { ...summerCarnival.shop.recall, atMinute: 0 } },
  generator: { ...summerCarnival.generator, inFlightMax: 8000 },
  phases: [
    {
      name: 'burst',
      calendarMinutes: SALE_SECONDS,
      begins: { after: 'previous' },
      populations: [
        held('browsers', 'early-browser', 3000),
        arriving('coupon-buyers', 'coupon-buyer', BUYERS_PER_HOUR),
        arriving('ar-users', 'ar-user', 72_000),
        arriving('support-askers', 'support-asker', 36_000),
      ],
    },
  ],
  objectives: summerCarnival.objectives
    .filter(({ id }) =>
      ['response-time', 'coupon-redemption', 'orders-lost', 'oversold', 'books-in-order'].includes(id),
    )
    .map(({ requires: _, ...objective }) => objective),
  breakers: { bank: BREAKERS.bank },
  drills: [
    {
      name: 'few-fail',
      at: { phase: 'burst', minute: 8 },
      // Long enough for a breaker that opens all the same to close again.
      for: { seconds: 9, recoverySeconds: 9 },
      where: bankIsDown('south').where,
      fault: { kind: 'shop', faults: [{ kind: 'failed-share', value: FEW_FAIL_PERCENT }] },
      expect: [
        {
          id: 'few-pending',
          kind: 'degraded',
          step: 'payment.pay',
          maxShare: 0.999,
          informative: true,
          source: 'assumption: a fifth fails, and is settled later',
        },
        ...staysShut('bank', {
          source: SOURCE,
          failingShare: FEW_FAIL_PERCENT / 100,
          recoversWithinSeconds: 8,
          recoversToShare: 0.95,
        }).map(isolatedAsFarAsSeen),
      ],
    },
    {
      name: 'under-pressure',
      at: { phase: 'burst', minute: 8 },
      for: { seconds: 9, recoverySeconds: 4 },
      ...regionIsPressed('east'),
      expect: [
        {
          id: 'checkout-kept',
          ...CHECKOUT_FIRST,
          source: 'assumption: what brings orders is kept, what only pleases is shed first',
        },
      ],
    },
    {
      ...PAYMENTS_DOWN,
      expect: [
        ...PAYMENTS_DOWN.expect,
        ...conforms('bank', {
          source: SOURCE,
          failingShare: 1,
          recoversWithinSeconds: PAYMENTS_DOWN.for.recoverySeconds - 1,
          recoversToShare: 0.95,
        })
          .filter(({ kind }) => kind === 'breaker-isolated')
          .map(isolatedAsFarAsSeen),
      ],
    },
  ],
  sources: {
    ...Object.fromEntries(
      Object.entries(summerCarnival.sources).filter(([path]) => !path.startsWith('phases[')),
    ),
    phases: 'assumption: as much traffic as a breaker needs to open in time, and some that can be shed',
    regions: 'assumption: equal shares, so that every region has as many payments',
  },
});
