import { exactly, fen, id, pieces, readAnswers, writeAnswers, writeHeaders } from '../platform/schemas.ts';

export interface RoomParams {
  room: string;
}
const params = exactly({ room: id });

export interface ViewerBody {
  shopper: string;
}
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
    exactly({
      room: id,
      product: id,
      name: { type: 'string' },
      priceFen: fen,
      livePriceFen: fen,
      viewers: pieces,
    }),
  ),
};

export interface LiveOrderBody extends ViewerBody {
  order: string;
}
export const liveOrderSchema = {
  tags: ['livestreams'],
  headers: writeHeaders,
  params,
  body: exactly({ shopper: id, order: id }),
  response: writeAnswers(exactly({ order: id, product: id, payableFen: fen })),
};
