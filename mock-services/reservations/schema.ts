import { exactly, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export interface ReservationBody {
  shopper: string;
  product: string;
}
export const reservationSchema = {
  tags: ['reservations'],
  headers: writeHeaders,
  body: exactly({ shopper: id, product: id }),
  response: writeAnswers(exactly({ shopper: id, product: id, expiresAtMs: { type: 'integer' } })),
};
