import { describe, expect, it } from 'vitest';
import { INTENTS, PAYMENTS, type PaymentStatus } from '../orders/payment.ts';
import { BrokenPromises } from '../platform/broken-promises.ts';
import type { Tx } from '../platform/store.ts';
import { useStore } from '../testing/audit.ts';
import { NOW_MS } from '../testing/test-shop.ts';
import { BANK_BOOK } from './bank.ts';
import { checkBank } from './checks.ts';

const { store, write } = useStore();

const bankTook = (tx: Tx, amountFen: number) => tx.put(BANK_BOOK, 'o1', { amountFen });
const isPaid = (tx: Tx, amountFen: number, status: PaymentStatus) =>
  tx.put(PAYMENTS, 'o1', { amountFen, status, atMs: NOW_MS });
const intends = (tx: Tx, amountFen: number) =>
  tx.put(INTENTS, 'o1', { amountFen, atMs: NOW_MS, request: { key: 'k1', fingerprint: 'f1' } });

const KNOWN = 'the shop knows what the bank took: broken 1 times, by order "o1": 100 fen at the bank';
const OPEN = 'the bank is asked until it says what became of a payment: broken 1 times, by order "o1"';
const IN_BOOK = 'a settled payment is in the bank’s book: broken 1 times, by order "o1"';

describe('checkBank', () => {
  it.each<{ case: string; given: (tx: Tx) => void; want: string[] }>([
    { case: 'nothing at all', given: () => undefined, want: [] },
    {
      case: 'a settled payment',
      given: (tx) => {
        bankTook(tx, 100);
        isPaid(tx, 100, 'settled');
      },
      want: [],
    },
    {
      case: 'a refunded payment',
      given: (tx) => {
        bankTook(tx, 100);
        isPaid(tx, 100, 'refunded');
      },
      want: [],
    },
    {
      case: 'a pending payment that the bank has not taken',
      given: (tx) => isPaid(tx, 100, 'pending'),
      want: [],
    },
    {
      case: 'a pending payment that the bank took without an answer',
      given: (tx) => {
        bankTook(tx, 100);
        isPaid(tx, 100, 'pending');
      },
      want: [],
    },
    {
      case: 'a charge whose intent is still open',
      given: (tx) => {
        bankTook(tx, 100);
        intends(tx, 100);
      },
      want: [OPEN],
    },
    {
      case: 'a charge that the shop does not know',
      given: (tx) => bankTook(tx, 100),
      want: [`${KNOWN}, 0 in the books`],
    },
    {
      case: 'a charge of another amount',
      given: (tx) => {
        bankTook(tx, 100);
        isPaid(tx, 1, 'settled');
      },
      want: [`${KNOWN}, 1 in the books`],
    },
    {
      case: 'a settled payment that the bank did not take',
      given: (tx) => isPaid(tx, 100, 'settled'),
      want: [IN_BOOK],
    },
    {
      case: 'a refund of what the bank did not take',
      given: (tx) => isPaid(tx, 100, 'refunded'),
      want: [IN_BOOK],
    },
  ])('looks at $case', async ({ given, want }) => {
    await write(given);
    const broken = new BrokenPromises();
    checkBank(store(), broken);
    expect(broken.list).toEqual(want);
  });
});
