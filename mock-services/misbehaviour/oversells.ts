import { FLASH_PRODUCT } from '../catalogue.ts';
import { PIECES, pieceKey, releasePieces } from '../inventory/domain.ts';
import { createdOrder, ifFlash } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const oversells: Misbehaviour = {
  name: 'oversells',
  about: 'forgets that an order has a flash-sale piece, and sells the piece again',
  fails: 'oversold',
  tampering: rarely(
    (draft) => ifFlash(createdOrder(draft)),
    (draft, { order }) => {
      draft.remove(PIECES, pieceKey(FLASH_PRODUCT, order.shopper));
      releasePieces(draft, FLASH_PRODUCT, 1);
    },
  ),
};
