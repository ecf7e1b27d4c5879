import { FLASH_PRODUCT } from '../catalogue.ts';
import { PIECES, pieceKey, releasePieces } from '../inventory/domain.ts';
import { createdOrder } from './decisions.ts';
import { type Misbehaviour, rarely } from './misbehaviour.ts';

export const oversells: Misbehaviour = {
  name: 'oversells',
  about: 'forgets that an order has a flash-sale piece, and sells the piece again',
  fails: 'oversold',
  tampering() {
    const strikes = rarely();
    return (draft) => {
      const created = createdOrder(draft);
      if (created?.order.product !== FLASH_PRODUCT || !strikes()) return;
      draft.remove(PIECES, pieceKey(FLASH_PRODUCT, created.order.shopper));
      releasePieces(draft, FLASH_PRODUCT, 1);
    };
  },
};
