import Type from 'typebox';
import {
  exactly,
  id,
  mayBeDegraded,
  oneOf,
  pieces,
  readAnswers,
  writeAnswers,
  writeHeaders,
} from '../platform/schemas.ts';

const standing = exactly({
  shopper: id,
  topic: id,
  status: oneOf(['solved', 'waiting', 'answered']),
  place: Type.Optional(pieces),
  expectedSeconds: Type.Optional(Type.Number()),
});

export const askSchema = {
  tags: ['support'],
  summary: 'Solved by the bot at once, or waiting for an agent. Seconds are the campaign’s.',
  headers: writeHeaders,
  body: exactly({ shopper: id, topic: id }),
  response: mayBeDegraded(writeAnswers(standing)),
};

export const checkSchema = {
  tags: ['support'],
  summary: 'How the shopper’s latest question stands; place 0 is being answered.',
  params: exactly({ shopper: id }),
  response: readAnswers(standing),
};
