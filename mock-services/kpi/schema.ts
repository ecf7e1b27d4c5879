import Type from 'typebox';
import { exactly, readAnswers } from '../platform/schemas.ts';

const number = Type.Number();
export const kpiSchema = {
  tags: ['admin'],
  summary: 'Sales against the goal’s curve. Without `goalShare`: nothing is expected yet.',
  response: readAnswers(
    exactly({
      orders: number,
      revenueFen: number,
      expectedOrders: number,
      expectedRevenueFen: number,
      goalShare: Type.Optional(number),
      alert: Type.Boolean(),
      boost: number,
    }),
  ),
};
