import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryOf, inCategory, priceFenOf } from './shelf.ts';

const number = fc.integer({ min: 1, max: 50_000_000 });

describe('the shelf', () => {
  it('has products from 99 to 599 CNY, in whole fen', () => {
    fc.assert(
      fc.property(number, (each) => {
        const priceFen = priceFenOf(each);
        expect(Number.isInteger(priceFen)).toBe(true);
        expect(priceFen).toBeGreaterThanOrEqual(9_900);
        expect(priceFen).toBeLessThanOrEqual(59_900);
      }),
    );
  });

  it('has a product of every category near every other, and none beyond its end', () => {
    const categories = ['beauty', 'home', 'snacks', 'fashion', 'digital'];
    fc.assert(
      fc.property(
        fc.constantFrom(...categories),
        fc.integer({ min: 5, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (category, products, draw) => {
          const from = Math.max(1, Math.ceil(draw * products));
          const found = inCategory(category, from, products);
          expect(categoryOf(found)).toBe(category);
          expect(found).toBeLessThanOrEqual(products);
          expect(Math.abs(found - from)).toBeLessThan(2 * categories.length);
        },
      ),
    );
  });

  it('answers its first product when it is too short for the category', () => {
    expect(inCategory('home', 1, 1)).toBe(1);
  });
});
