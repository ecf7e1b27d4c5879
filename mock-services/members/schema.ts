import { exactly, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export interface MemberBody {
  member: string;
}
export const memberSchema = {
  tags: ['members'],
  headers: writeHeaders,
  body: exactly({ member: id }),
  response: writeAnswers(exactly({ member: id, tier: { type: 'string' }, lapsed: { type: 'boolean' } })),
};
