import { PENDING } from '../orders/payment.ts';
import { paidOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const forgetsAPendingPayment: Misbehaviour = {
  name: 'forgets-a-pending-payment',
  about: 'never asks the bank again about a payment that it left pending',
  fails: 'books-in-order',
  needs: 'failing-bank',
  tampering: rarely(
    (draft) => paidOrder(draft)?.payment.status === 'pending',
    (draft) => draft.leave(PENDING),
  ),
};
