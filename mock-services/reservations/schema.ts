import Type, { type Static } from 'typebox';
import { exactly, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export const reservationSchema = {
  tags: ['reservations'],
  headers: writeHeaders,
  body: exactly({ shopper: id, product: id }),
  response: writeAnswers(exactly({ shopper: id, product: id, expiresAtMs: Type.Integer() })),
};
export type ReservationRequest = Static<typeof reservationSchema.body>;
