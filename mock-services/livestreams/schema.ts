import type { Static } from 'typebox';
import {
  exactly,
  fen,
  id,
  pieces,
  readAnswers,
  text,
  writeAnswers,
  writeHeaders,
} from '../platform/schemas.ts';

const params = exactly({ room: id });

export const viewerSchema = {
  tags: ['livestreams'],
  headers: writeHeaders,
  params,
  body: exactly({ shopper: id }),
  response: writeAnswers(exactly({ room: id, shopper: id })),
};

export const roomSchema = {
  tags: ['livestreams'],
  params,
  response: readAnswers(
    exactly({ room: id, product: id, name: text, priceFen: fen, livePriceFen: fen, viewers: pieces }),
  ),
};

export const liveOrderSchema = {
  tags: ['livestreams'],
  headers: writeHeaders,
  params,
  body: exactly({ shopper: id, order: id }),
  response: writeAnswers(exactly({ order: id, product: id, payableFen: fen })),
};
export type LiveOrderRequest = Static<typeof liveOrderSchema.body>;
