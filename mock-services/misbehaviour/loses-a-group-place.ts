import { GROUPS } from '../groups/group.ts';
import { ANSWERS } from '../platform/idempotency.ts';
import { createdOrder, isAcknowledged } from './decisions.ts';
import type { Draft } from './draft.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

const isJoining = (draft: Draft): boolean =>
  isAcknowledged(draft) &&
  createdOrder(draft) === null &&
  draft.rows(GROUPS).some(({ row }) => row.places.some(({ deposit }) => deposit === 'held'));

export const losesAGroupPlace: Misbehaviour = {
  name: 'loses-a-group-place',
  about: 'acknowledges a place in a group and keeps none for the shopper',
  fails: 'books-in-order',
  tampering: rarely(isJoining, (draft) => draft.keepOnly(ANSWERS)),
};
