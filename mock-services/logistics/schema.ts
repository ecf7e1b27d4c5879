import { exactly, id, readAnswers } from '../platform/schemas.ts';

export interface ParcelParams {
  order: string;
}
const text = { type: 'string' };
export const parcelSchema = {
  tags: ['logistics'],
  summary: 'Where the parcel is. `promisedAtMs` is on the campaign’s clock.',
  params: exactly({ order: id }),
  response: readAnswers(
    exactly(
      {
        order: id,
        status: {
          type: 'string',
          enum: [
            'unpaid',
            'cancelled',
            'returning',
            'returned',
            'packing',
            'waiting',
            'stored',
            'handed-over',
            'announced',
            'on-the-way',
            'delivered',
          ],
        },
        saidBy: { type: 'string', enum: ['shop', 'courier'] },
        warehouse: text,
        courier: text,
        promisedAtMs: { type: 'number' },
      },
      ['warehouse', 'courier', 'promisedAtMs'],
    ),
  ),
};
