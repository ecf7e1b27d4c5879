import { Gauge } from 'prom-client';
import { answerOnce } from '../platform/idempotency.ts';
import type { Service } from '../platform/shop.ts';
import { createCatalogue, FLASH_PRODUCT } from '../storefront/catalogue.ts';
import { PIECES, STOCK, takeFlashPiece } from './domain.ts';
import { type FlashBody, type FlashParams, flashSchema } from './schema.ts';

export const inventory: Service = {
  name: 'inventory',
  about: 'Pieces: ordinary stock and the flash sale’s.',
  tables: [STOCK, PIECES],
  fill(tx, settings) {
    for (const product of createCatalogue(settings.products).keys()) {
      const pieces = product === FLASH_PRODUCT ? settings.flashStockPieces : settings.productStockPieces;
      tx.put(STOCK, product, { initialPieces: pieces, leftPieces: pieces });
    }
  },
  routes(app, { store, registry, nowMs }) {
    app.post<{ Params: FlashParams; Body: FlashBody }>(
      '/flash/:product/pieces',
      { schema: flashSchema, config: { step: 'flash.take', refusable: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          takeFlashPiece(tx, request.params.product, request.body.shopper, nowMs()),
        ),
    );
    new Gauge({
      name: 'shop_stock_left_pieces',
      help: 'Pieces of the flash-sale product that may still be taken.',
      labelNames: ['product'],
      registers: [registry],
      collect() {
        this.set({ product: FLASH_PRODUCT }, store.get(STOCK, FLASH_PRODUCT)?.leftPieces ?? 0);
      },
    });
  },
};
