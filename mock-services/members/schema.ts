import { exactly, id, readAnswers, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export interface MemberBody {
  member: string;
}
const tier = { type: 'string' };
export const memberSchema = {
  tags: ['members'],
  headers: writeHeaders,
  body: exactly({ member: id }),
  response: writeAnswers(exactly({ member: id, tier, lapsed: { type: 'boolean' } })),
};

export interface MemberParams {
  member: string;
}
const params = exactly({ member: id });
const discountPercent = { type: 'integer', minimum: 0, maximum: 100 };
export const viewSchema = {
  tags: ['members'],
  params,
  response: readAnswers(exactly({ member: id, tier, card: { type: 'boolean' }, discountPercent })),
};

export interface CardBody {
  shopper: string;
}
export const cardSchema = {
  tags: ['members'],
  headers: writeHeaders,
  params,
  body: exactly({ shopper: id }),
  response: writeAnswers(exactly({ member: id, discountPercent })),
};
