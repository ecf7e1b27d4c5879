import { INTENTS } from '../orders/payment.ts';
import { ANSWERS } from '../platform/idempotency.ts';
import { paidOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const rollsBackAPayment: Misbehaviour = {
  name: 'rolls-back-a-payment',
  about: 'acknowledges a payment and stores nothing of it, while the bank has the money',
  fails: 'books-in-order',
  tampering: rarely(paidOrder, (draft) => draft.keepOnly(ANSWERS, INTENTS)),
};
