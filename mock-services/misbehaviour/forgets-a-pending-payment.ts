import { PENDING } from '../orders/payment.ts';
import { paidOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const forgetsAPendingPayment: Misbehaviour = {
  name: 'forgets-a-pending-payment',
  about: 'never asks the bank again about a payment that it left pending',
  fails: 'books-in-order',
  needs: 'a bank that fails: --fault bank:error=3',
  tampering() {
    const strikes = rarely();
    return (draft) => {
      if (paidOrder(draft)?.payment.status === 'pending' && strikes()) draft.leave(PENDING);
    };
  },
};
