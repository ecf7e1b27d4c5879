import { TO_DISPATCH } from '../orders/domain.ts';
import { paidOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const forgetsAParcel: Misbehaviour = {
  name: 'forgets-a-parcel',
  about: 'never packs a paid order: it waits for no courier and has no parcel',
  fails: 'books-in-order',
  tampering: rarely(paidOrder, (draft) => draft.leave(TO_DISPATCH)),
};
