import { exactly, id, pieces, readAnswers, writeAnswers, writeHeaders } from '../platform/schemas.ts';

const standing = exactly(
  {
    shopper: id,
    topic: id,
    status: { type: 'string', enum: ['solved', 'waiting', 'answered'] },
    place: pieces,
    expectedSeconds: { type: 'number' },
  },
  ['place', 'expectedSeconds'],
);

export interface QuestionBody {
  shopper: string;
  topic: string;
}
export const askSchema = {
  tags: ['support'],
  summary: 'Solved by the bot at once, or waiting for an agent. Seconds are the campaign’s.',
  headers: writeHeaders,
  body: exactly({ shopper: id, topic: id }),
  response: writeAnswers(standing),
};

export interface ShopperParams {
  shopper: string;
}
export const checkSchema = {
  tags: ['support'],
  summary: 'How the shopper’s latest question stands; place 0 is being answered.',
  params: exactly({ shopper: id }),
  response: readAnswers(standing),
};
