import { beforeEach, describe, expect, it } from 'vitest';
import { FLASH_PRODUCT } from '../catalogue.ts';
import type { Tx } from '../platform/store.ts';
import { codeOf, memoryTx, NOW_MS } from '../testing/test-shop.ts';
import { releaseFlashPiece, releasePieces, STOCK, takeFlashPiece, takePieces, usePiece } from './domain.ts';

let tx: Tx;
beforeEach(() => {
  tx = memoryTx();
  tx.put(STOCK, '1', { initialPieces: 3, leftPieces: 3 });
  tx.put(STOCK, FLASH_PRODUCT, { initialPieces: 1, leftPieces: 1 });
});

describe('takePieces', () => {
  it('takes all that are asked for or none', () => {
    expect(takePieces(tx, '1', 2)).toBe(true);
    expect(takePieces(tx, '1', 2)).toBe(false);
    expect(tx.get(STOCK, '1')).toEqual({ initialPieces: 3, leftPieces: 1 });
    expect(takePieces(tx, '1', 1)).toBe(true);
  });

  it('has none of a product it does not stock', () => {
    expect(takePieces(tx, '2', 1)).toBe(false);
  });
});

describe('takeFlashPiece', () => {
  it('serves who comes first, one piece a shopper', () => {
    expect(takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS).status).toBe(201);
    expect(codeOf(takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS))).toBe('limit_reached');
    expect(codeOf(takeFlashPiece(tx, FLASH_PRODUCT, 's2', NOW_MS))).toBe('sold_out');
    expect(tx.get(STOCK, FLASH_PRODUCT)?.leftPieces).toBe(0);
  });

  it('sells no ordinary product', () => {
    expect(takeFlashPiece(tx, '1', 's1', NOW_MS).status).toBe(404);
  });
});

describe('usePiece', () => {
  it('uses a piece once, and only its holder can', () => {
    takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS);
    expect(usePiece(tx, FLASH_PRODUCT, 's2', 'o1')).toBe(false);
    expect(usePiece(tx, FLASH_PRODUCT, 's1', 'o1')).toBe(true);
    expect(usePiece(tx, FLASH_PRODUCT, 's1', 'o2')).toBe(false);
  });
});

describe('releasePieces', () => {
  it('puts back what was taken', () => {
    takePieces(tx, '1', 3);
    releasePieces(tx, '1', 2);
    expect(tx.get(STOCK, '1')).toEqual({ initialPieces: 3, leftPieces: 2 });
  });

  it('knows of no product that is not stocked', () => {
    expect(() => releasePieces(tx, '2', 1)).toThrow('1 pieces of "2" come back');
  });
});

describe('releaseFlashPiece', () => {
  it('lets its shopper take another, and only when it was that order’s', () => {
    takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS);
    usePiece(tx, FLASH_PRODUCT, 's1', 'o1');
    tx.put(STOCK, FLASH_PRODUCT, { initialPieces: 2, leftPieces: 1 });
    releaseFlashPiece(tx, FLASH_PRODUCT, 's1', 'o2');
    expect(codeOf(takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS))).toBe('limit_reached');
    releaseFlashPiece(tx, FLASH_PRODUCT, 's1', 'o1');
    expect(takeFlashPiece(tx, FLASH_PRODUCT, 's1', NOW_MS).status).toBe(201);
  });
});
