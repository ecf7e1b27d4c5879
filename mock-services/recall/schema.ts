import Type from 'typebox';
import { exactly, id, mayBeDegraded, pieces, readAnswers, writeAnswers } from '../platform/schemas.ts';

export const landingSchema = {
  tags: ['recall'],
  summary:
    'No coupon: the push has not gone out, or the coupon is no longer valid (`untilMs`, on the campaign’s clock).',
  params: exactly({ member: id }),
  response: mayBeDegraded(
    readAnswers(exactly({ member: id, coupon: Type.Optional(id), untilMs: Type.Optional(Type.Number()) })),
  ),
};

const atMinute = Type.Number({ minimum: 0 });
export const pushSchema = {
  tags: ['admin'],
  summary:
    'Choose another minute of the campaign for the push. One in the quiet hours or in the past is a mistake (400).',
  body: exactly({ atMinute }),
  response: writeAnswers(exactly({ atMinute, members: pieces })),
};

export const pushNowSchema = {
  tags: ['admin'],
  summary:
    'Push at once. In the quiet hours the push is held back until they end: see `heldBack` and `atMinute`.',
  response: writeAnswers(exactly({ atMinute, members: pieces, heldBack: Type.Boolean() })),
};
