/** What the audit must not blame a shop for: it may have happened, or its own rules allow it. */
import { describe, expect, it } from 'vitest';
import type { AuditRow, AuditTable } from '../../../mock-services/audit/rows.ts';
import { orderRow, paidRow } from '../../workshop/testing/audit-rows.ts';
import { AuditTime } from './audit-context.ts';
import { PromiseBook } from './promise-book.ts';
import { AUDIT_ORDER, ShopAudit } from './shop-audit.ts';

const NOW_SECONDS = 10_000;
/** Thirty campaign minutes are thirty seconds, but at least a real minute passes. A request may take ten. */
const SPEED = 60;
const JUST_NOW = NOW_SECONDS - 40;
const LONG_AGO = NOW_SECONDS - 100;

type Rows = { readonly [Table in AuditTable]?: readonly AuditRow<Table>[] };
type Promised = Parameters<PromiseBook['add']>;

function found(promised: readonly Promised[], rows: Rows) {
  const book = new PromiseBook('o.run.');
  for (const each of promised) expect(book.add(...each)).toBe(true);
  const audit = new ShopAudit({
    book,
    isOurs: () => true,
    planned: null,
    time: new AuditTime(NOW_SECONDS * 1000, SPEED, 10_000),
    lostIdsMax: 3,
  });
  const gone = (rows.orders ?? []).filter(
    ({ state }) => state !== 'cancelled' && state !== 'returned',
  ).length;
  const stock = [{ product: '1', initialPieces: gone, leftPieces: 0 }];
  const all = { stock, ...rows };
  for (const table of AUDIT_ORDER) audit.look(table, (all[table] ?? []) as never);
  const { lost, unexplained, brokenPromises, unasked } = audit.end();
  return [...(lost + unexplained > 0 ? [{ lost, unexplained }] : []), ...brokenPromises, ...unasked];
}

const ordered = (sureness: Promised[2] = 'acknowledged', at = JUST_NOW): Promised => [
  'order',
  'a s-a 1 1',
  sureness,
  at,
];
const sure = (kind: Promised[0], words = 'a'): Promised => [kind, words, 'acknowledged', JUST_NOW];
const unsure = (kind: Promised[0], words = 'a'): Promised => [kind, words, 'unsure', JUST_NOW];
const refunded = (state: 'cancelled' | 'returned') =>
  paidRow('a', { state, payment: 'refunded', dispatch: '' });

describe('nothing is found', () => {
  it.each<{ what: string; promised: Promised[]; rows: Rows }>([
    {
      what: 'an order whose answer never came is there',
      promised: [ordered('unsure')],
      rows: { orders: [orderRow('a')] },
    },
    { what: 'an order whose answer never came is not there', promised: [ordered('unsure')], rows: {} },
    {
      what: 'a payment whose answer never came was made',
      promised: [ordered(), unsure('payment')],
      rows: { orders: [paidRow('a')] },
    },
    {
      what: 'a payment whose answer never came was not made',
      promised: [ordered(), unsure('payment')],
      rows: { orders: [orderRow('a')] },
    },
    {
      what: 'a paid order was cancelled by its shopper',
      promised: [ordered(), sure('payment'), sure('cancellation')],
      rows: { orders: [refunded('cancelled')] },
    },
    {
      what: 'a cancellation without an answer was made',
      promised: [ordered(), sure('payment'), unsure('cancellation')],
      rows: { orders: [refunded('cancelled')] },
    },
    {
      what: 'a cancellation without an answer was not made',
      promised: [ordered(), sure('payment'), unsure('cancellation')],
      rows: { orders: [paidRow('a')] },
    },
    {
      what: 'a return is inspected',
      promised: [ordered(), sure('payment'), sure('return')],
      rows: { orders: [paidRow('a', { state: 'returning', dispatch: '' })] },
    },
    {
      what: 'a return without an answer was made',
      promised: [ordered(), sure('payment'), unsure('return')],
      rows: { orders: [refunded('returned')] },
    },
    {
      what: 'an unpaid order has timed out',
      promised: [ordered('acknowledged', LONG_AGO)],
      rows: { orders: [orderRow('a', { state: 'cancelled' })] },
    },
    {
      what: 'an order with a card that was bought before',
      promised: [ordered(), sure('card', 's-a')],
      rows: { orders: [orderRow('a', { discountFen: orderRow('a').discountFen + 297 })] },
    },
  ])('if $what', ({ promised, rows }) => {
    expect(found(promised, rows)).toEqual([]);
  });

  it.each([
    { what: 'took something off', isUsed: true, discountFen: 4_000 + 1_780 },
    { what: 'took nothing off', isUsed: false, discountFen: 1_980 },
  ])('if a coupon without an answer $what', ({ isUsed, discountFen }) => {
    const promised: Promised[] = [
      ['order', 'a s-a 1 4', 'acknowledged', JUST_NOW],
      unsure('redemption', 'a tiered'),
    ];
    const rows = {
      orders: [orderRow('a', { quantity: 4, totalFen: 39_600, discountFen })],
      stock: [{ product: '1', initialPieces: 4, leftPieces: 0 }],
      coupons: [{ campaign: 'tiered', shopper: 's-a', order: isUsed ? 'a' : '' }],
      quotas: [{ campaign: 'tiered', quota: 1, issued: 1 }],
    };
    expect(found(promised, rows)).toEqual([]);
  });

  it('if a coupon became usable again, because its order came late, ended or never came', () => {
    const redeemed: Promised = ['redemption', 'a tiered', 'acknowledged', LONG_AGO];
    expect(found([redeemed], {})).toEqual([]);
    expect(found([redeemed, ordered()], { orders: [orderRow('a')] })).toEqual([]);
    const cancelled = [sure('redemption', 'a tiered'), ordered(), sure('cancellation')];
    const row = { ...orderRow('a', { state: 'cancelled' }), discountFen: 0 };
    expect(found(cancelled, { orders: [row] }).filter((line) => String(line).includes('redemption'))).toEqual(
      [],
    );
  });

  it('if k6 was killed before it told of an order and its cancellation, but for the order itself', () => {
    const row = orderRow('a', { state: 'cancelled' });
    expect(found([sure('redemption', 'a tiered')], { orders: [row] })).toEqual([{ lost: 0, unexplained: 1 }]);
  });

  it('if a reserved piece went back with its cancelled order', () => {
    const promised = [sure('reservation', 's-a 1'), ordered(), sure('cancellation')];
    expect(found(promised, { orders: [orderRow('a', { state: 'cancelled', reserved: true })] })).toEqual([]);
  });
});

it('a coupon that is gone too early is found', () => {
  expect(found([sure('redemption', 'a tiered')], {})).toEqual([
    'an acknowledged redemption is in the books: broken 1 time, such as tiered for a',
  ]);
});

it('an acknowledged payment of an order that is not there is found, even if the order’s own line was torn', () => {
  expect(found([sure('payment')], {})).toEqual([
    'an acknowledged payment is in the books: broken 1 time, such as a, which is not there',
  ]);
});

it('an order that is in the books twice is found', () => {
  expect(found([ordered()], { orders: [orderRow('a'), orderRow('a')] })).toEqual([
    'an order is in the books once: broken 1 time, such as a',
  ]);
});
