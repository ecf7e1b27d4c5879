import { Gauge } from 'prom-client';
import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import { createCatalogue, FLASH_PRODUCT } from '../catalogue.ts';
import { holdsNowMs } from '../platform/agenda.ts';
import { answerOnce } from '../platform/idempotency.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service, Shop } from '../platform/service.ts';
import { PIECES, releaseUnorderedPieces, STOCK, takeFlashPiece, UNORDERED } from './domain.ts';
import { WARNING_MINUTES } from './forecast.ts';
import { flashSchema } from './schema.ts';
import { StockWatch } from './stock-watch.ts';

/** A campaign minute at the default speed. */
const LOOK_EVERY_MS = 1000;
const RELEASE_EVERY_MS = 1000;

export const inventory: Service = {
  name: 'inventory',
  about: 'Stock, ordinary and of the flash sale, and a warning before it runs out.',
  tables: [STOCK, PIECES, UNORDERED],
  fill(tx, settings) {
    for (const product of createCatalogue(settings.products).keys()) {
      const pieces = product === FLASH_PRODUCT ? settings.flashStockPieces : settings.productStockPieces;
      tx.put(STOCK, product, { initialPieces: pieces, leftPieces: pieces });
    }
  },
  routes(app, shop) {
    const { store, registry, campaign, reportError } = shop;
    app.post(
      '/flash/:product/pieces',
      { schema: flashSchema, config: { step: 'flash.take', refusable: true, guarded: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          takeFlashPiece(tx, request.params.product, request.body.shopper, campaign.nowMs()),
        ),
    );
    new Gauge({
      name: SHOP_FIGURE.stockLeft,
      help: 'Pieces of the flash-sale product that may still be taken.',
      labelNames: ['product'],
      registers: [registry],
      collect() {
        this.set({ product: FLASH_PRODUCT }, store.get(STOCK, FLASH_PRODUCT)?.leftPieces ?? 0);
      },
    });
    const watch = new StockWatch(store);
    regularly(app, LOOK_EVERY_MS, async () => watch.look(campaign.nowMs()), reportError);
    const release = () => releaseUnorderedPieces(store, holdsNowMs(campaign));
    regularly(app, RELEASE_EVERY_MS, release, reportError);
    exposeStockouts(shop, watch);
  },
};

function exposeStockouts({ registry }: Shop, watch: StockWatch): void {
  const registers = [registry];
  const labelNames = ['product'];
  new Gauge({
    name: 'shop_inventory_stockout_minutes',
    help: 'Campaign minutes until a product is sold out at its present rate; no series while it does not sell.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const { product, minutes } of watch.soonest)
        if (Number.isFinite(minutes)) this.set({ product }, minutes);
    },
  });
  new Gauge({
    name: 'shop_inventory_stockout_warning',
    help: `1 when a product will be sold out within ${WARNING_MINUTES} campaign minutes, or is sold out. Of ordinary products: the few that sell out soonest, and the few that sold out last.`,
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const { product, minutes } of watch.soonest)
        this.set({ product }, minutes < WARNING_MINUTES ? 1 : 0);
    },
  });
}
