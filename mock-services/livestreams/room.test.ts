import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCatalogue, FLASH_PRODUCT } from '../catalogue.ts';
import { createSchedule, ON_SCREEN_MS, ROOMS } from './room.ts';

it('changes the product every five campaign minutes, and goes round the catalogue', () => {
  const schedule = createSchedule(createCatalogue(7));
  const shown = (turn: number) => schedule('room-2', turn * ON_SCREEN_MS).product.id;
  expect(schedule('room-2', ON_SCREEN_MS - 1).product.id).toBe(shown(0));
  expect([0, 1, 2, 3].map(shown)).toEqual(['2', '5', '1', '4']);
});

it('shows three different products, never the flash sale, below the ordinary price and in whole fen', () => {
  const sinceStartMs = fc.nat({ max: 40 * 24 * 3_600_000 });
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 300 }), sinceStartMs, (products, sinceMs) => {
      const schedule = createSchedule(createCatalogue(products));
      const showings = ROOMS.map((room) => schedule(room, sinceMs));
      expect(new Set(showings.map(({ product }) => product.id)).size).toBe(ROOMS.length);
      for (const { product, livePriceFen } of showings) {
        expect(product.id).not.toBe(FLASH_PRODUCT);
        expect(Number.isInteger(livePriceFen)).toBe(true);
        expect(livePriceFen).toBeLessThan(product.priceFen);
      }
    }),
  );
});

it('has something to show with one product', () => {
  expect(createSchedule(createCatalogue(1))('room-3', 0).product.id).toBe('1');
});
