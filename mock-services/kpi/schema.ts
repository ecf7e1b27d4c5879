import { exactly, readAnswers } from '../platform/schemas.ts';

const number = { type: 'number' };
export const kpiSchema = {
  tags: ['admin'],
  summary: 'Sales against the goal’s curve. Without `goalShare`: nothing is expected yet.',
  response: readAnswers(
    exactly(
      {
        orders: number,
        revenueFen: number,
        expectedOrders: number,
        expectedRevenueFen: number,
        goalShare: number,
        alert: { type: 'boolean' },
        boost: number,
      },
      ['goalShare'],
    ),
  ),
};
