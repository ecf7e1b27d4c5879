import Type from 'typebox';
import { exactly, id, readAnswers, text, writeAnswers, writeHeaders } from '../platform/schemas.ts';

const tier = text;
export const memberSchema = {
  tags: ['members'],
  headers: writeHeaders,
  body: exactly({ member: id }),
  response: writeAnswers(exactly({ member: id, tier, lapsed: Type.Boolean() })),
};

const params = exactly({ member: id });
const discountPercent = Type.Integer({ minimum: 0, maximum: 100 });
export const viewSchema = {
  tags: ['members'],
  params,
  response: readAnswers(exactly({ member: id, tier, card: Type.Boolean(), discountPercent })),
};

export const cardSchema = {
  tags: ['members'],
  headers: writeHeaders,
  params,
  body: exactly({ shopper: id }),
  response: writeAnswers(exactly({ member: id, discountPercent })),
};
