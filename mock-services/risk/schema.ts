import Type from 'typebox';
import { exactly, id, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export const appealSchema = {
  tags: ['risk'],
  summary:
    'Lift an abnormal mark, and the block of the address that the appeal comes from. Once per account.',
  headers: writeHeaders,
  body: exactly({ shopper: id }),
  response: writeAnswers(exactly({ shopper: id, lifted: Type.Boolean() })),
};
