import Type from 'typebox';
import { exactly, id, mayBeDegraded, oneOf, readAnswers, text } from '../platform/schemas.ts';

export const parcelSchema = {
  tags: ['logistics'],
  summary: 'Where the parcel is. `promisedAtMs` is on the campaign’s clock.',
  params: exactly({ order: id }),
  response: mayBeDegraded(
    readAnswers(
      exactly({
        order: id,
        status: oneOf([
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
        ]),
        saidBy: oneOf(['shop', 'courier']),
        warehouse: Type.Optional(text),
        courier: Type.Optional(text),
        promisedAtMs: Type.Optional(Type.Number()),
      }),
    ),
  ),
};
