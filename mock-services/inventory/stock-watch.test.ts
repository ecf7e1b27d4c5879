import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FLASH_PRODUCT } from '../catalogue.ts';
import { MINUTE_MS } from '../platform/campaign-clock.ts';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { STOCK } from './domain.ts';
import { StockWatch } from './stock-watch.ts';

const PRODUCTS = 1200;

let shop: TestShop;
let watch: StockWatch;
let minute: number;
beforeEach(async () => {
  shop = await openTestShop({ products: PRODUCTS });
  watch = new StockWatch(shop.shop.store);
  minute = 0;
});
afterEach(() => shop.close());

const sell = (pieces: Readonly<Record<string, number>>) =>
  shop.shop.store.transact((tx) => {
    for (const [product, sold] of Object.entries(pieces)) {
      const stock = tx.get(STOCK, product)!;
      tx.put(STOCK, product, { ...stock, leftPieces: stock.leftPieces - sold });
    }
  });
const look = () => watch.look(NOW_MS + minute++ * MINUTE_MS);
/** Twice around the shelves, so that every product has been seen before and after the sale. */
async function sellSeen(pieces: Readonly<Record<string, number>>): Promise<void> {
  for (let n = 0; n < 3; n += 1) look();
  await sell(pieces);
  for (let n = 0; n < 3; n += 1) look();
}

describe('StockWatch', () => {
  it('shows the flash-sale product alone when nothing sells', () => {
    look();
    look();
    expect(watch.soonest).toEqual([{ product: FLASH_PRODUCT, minutes: Number.POSITIVE_INFINITY }]);
  });

  it('finds the few that sell out soonest on all shelves, the soonest first', async () => {
    await sellSeen({
      '1': 10,
      '600': 90,
      '1200': 50,
      [FLASH_PRODUCT]: 20,
      '7': 40,
      '8': 30,
      '9': 20,
      '10': 60,
    });
    expect(watch.soonest.map(({ product }) => product)).toEqual([
      FLASH_PRODUCT,
      '600',
      '10',
      '1200',
      '7',
      '8',
    ]);
  });

  it('shows products about to sell out even when others are sold out', async () => {
    await sellSeen({ '1': 100, '2': 100, '3': 100, '4': 100, '5': 100, '6': 50, [FLASH_PRODUCT]: 100 });
    const shown = watch.soonest.map(({ product }) => product);
    expect(shown).toEqual([FLASH_PRODUCT, '6', '1', '2', '3', '4', '5']);
    expect(watch.soonest[0]?.minutes).toBe(0);
  });

  it('still shows a product after it sold out, until there are pieces again', async () => {
    await sellSeen({ '7': 99 });
    const shown = () => watch.soonest.find(({ product }) => product === '7')?.minutes;
    expect(shown()).toBeGreaterThan(0);
    await sell({ '7': 1 });
    look();
    expect(shown()).toBe(0);
    // Long after the window in which it sold.
    for (let n = 0; n < 30; n += 1) look();
    expect(shown()).toBe(0);
    await sell({ '7': -1 });
    look();
    expect(shown()).not.toBe(0);
  });

  it('shows the few that were sold out last, however many are', async () => {
    await sellSeen({ '1': 100, '2': 100, '3': 100 });
    await sell({ '4': 100, '5': 100, '6': 100 });
    for (let n = 0; n < 3; n += 1) look();
    expect(watch.soonest.map(({ product }) => product)).toEqual([FLASH_PRODUCT, '2', '3', '4', '5', '6']);
  });

  it('shows nothing that will last longer than the burst', async () => {
    await shop.shop.store.transact((tx) => tx.put(STOCK, '1', { initialPieces: 1e6, leftPieces: 1e6 }));
    await sellSeen({ '1': 1 });
    expect(watch.soonest.map(({ product }) => product)).toEqual([FLASH_PRODUCT]);
  });
});

describe('the metrics', () => {
  it('warn before the flash sale is sold out at a steady rate, and not before it sells', async () => {
    holdBackground();
    const time = { ms: NOW_MS };
    const selling = await openTestShop({ flashStockPieces: 40 }, { nowMs: () => time.ms });
    const nextMinute = async (): Promise<{
      left: number;
      warning: number | undefined;
      minutes: number | undefined;
    }> => {
      time.ms += MINUTE_MS;
      vi.advanceTimersByTime(1000);
      const { body } = await selling.get('/metrics');
      const figure = (name: string) => {
        const found = new RegExp(`^${name}\\{product="flash-1",.*\\} (\\S+)$`, 'm').exec(body);
        return found === null ? undefined : Number(found[1]);
      };
      return {
        left: figure('shop_stock_left_pieces')!,
        warning: figure('shop_inventory_stockout_warning'),
        minutes: figure('shop_inventory_stockout_minutes'),
      };
    };
    try {
      for (let n = 0; n < 15; n += 1) {
        expect(await nextMinute()).toEqual({ left: 40, warning: 0, minutes: undefined });
      }
      const seen = [];
      for (let n = 0; n < 40; n += 1) {
        const [shopper, order] = [`s${n}`, `o${n}`];
        await selling.post('/flash/flash-1/pieces', { shopper });
        // And paid, or it would be back on the shelf before the end.
        await selling.post('/orders', { shopper, order, product: FLASH_PRODUCT, quantity: 1 });
        await selling.post(`/orders/${order}/payments`, {});
        seen.push(await nextMinute());
      }
      const warned = seen.find(({ warning }) => warning === 1)!;
      expect(warned.left).toBeGreaterThan(20);
      expect(seen.at(-1)).toEqual({ left: 0, warning: 1, minutes: 0 });
    } finally {
      await selling.close();
      vi.useRealTimers();
    }
  });
});
