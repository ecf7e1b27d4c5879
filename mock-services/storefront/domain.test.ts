import { describe, expect, it } from 'vitest';
import { createCatalogue, FLASH_PRODUCT } from '../catalogue.ts';
import { activityPage, focusPage, homePage, productPage, reservationsPage } from './domain.ts';

describe('the catalogue', () => {
  it('has the ordinary products 1 to n and the flash-sale one', () => {
    expect([...createCatalogue(3).keys()]).toEqual(['1', '2', '3', FLASH_PRODUCT]);
  });

  it('prices ordinary products from 99 to 599 CNY, in whole fen', () => {
    const prices = [...createCatalogue(200).values()].filter(({ id }) => id !== FLASH_PRODUCT);
    const pricesFen = prices.map(({ priceFen }) => priceFen);
    expect(Math.min(...pricesFen)).toBe(9_900);
    expect(Math.max(...pricesFen)).toBe(59_900);
    expect(pricesFen.every(Number.isInteger)).toBe(true);
  });
});

describe('the pages', () => {
  const catalogue = createCatalogue(20);

  it('show products that can be looked at', () => {
    for (const { product } of homePage(catalogue).slots)
      expect(productPage(catalogue, product).status).toBe(200);
    expect(productPage(catalogue, activityPage().flashProduct).status).toBe(200);
    for (const { id } of [...focusPage(catalogue).products, ...reservationsPage(catalogue).products])
      expect(productPage(catalogue, id).status).toBe(200);
  });

  it('offer no piece of the flash sale for reservation', () => {
    const products = reservationsPage(createCatalogue(2)).products;
    expect(products.map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('know no other product', () => {
    for (const id of ['0', '21', '-1', '01', 'x']) expect(productPage(catalogue, id).status).toBe(404);
  });
});
