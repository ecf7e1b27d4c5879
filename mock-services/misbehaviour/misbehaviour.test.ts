/** Every way to misbehave is found in the books after a short visit of few shoppers, and a shop that behaves is not blamed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditTime } from '../../scripts/audit/embedded/audit-context.ts';
import { plannedShop } from '../../scripts/audit/embedded/planned-shop.ts';
import { PromiseBook } from '../../scripts/audit/embedded/promise-book.ts';
import { AUDIT_ORDER, ShopAudit, type ShopFindings } from '../../scripts/audit/embedded/shop-audit.ts';
import { readLedger } from '../audit/domain.ts';
import { READ_ROWS } from '../audit/read-rows.ts';
import type { RegionSettings } from '../region-settings.ts';
import { holdBackground, NOW_MS, openTestShop, SETTINGS } from '../testing/test-shop.ts';
import { ORDER_PREFIX, type Promised, visitShop } from '../testing/visits.ts';
import { MISBEHAVIOURS } from './index.ts';
import { BOOK_LINES, type Misbehaviour } from './misbehaviour.ts';

beforeEach(holdBackground);
afterEach(() => void vi.useRealTimers());

/** Fewer flash-sale pieces than shoppers who want one, and enough of all else. */
const LAID: RegionSettings = { ...SETTINGS, flashStockPieces: 3, products: 40 };
/** The others do nothing to the books: see breakers.test.ts. */
const IN_THE_BOOKS = MISBEHAVIOURS.filter(({ fails }) => BOOK_LINES.some((line) => line === fails));
const FAILING_BANK = { faults: [{ step: 'bank', kind: 'error', value: 3 }] } as const;

interface Audited extends ShopFindings {
  /** What the shop's own tables say against each other. */
  readonly ledger: readonly string[];
}

async function audited(settings: Partial<RegionSettings>): Promise<Audited> {
  const shop = await openTestShop({ ...LAID, ...settings });
  try {
    const promised = await visitShop(shop, LAID.products);
    const { brokenPromises: ledger } = readLedger(shop.shop.store);
    const audit = new ShopAudit({
      book: bookOf(promised),
      isOurs: () => true,
      planned: plannedShop(LAID, 0),
      time: new AuditTime(NOW_MS, LAID.calendar.speed, 0),
      lostIdsMax: 3,
    });
    for (const table of AUDIT_ORDER) {
      const { rows } = READ_ROWS[table](shop.shop.store, { after: '', limit: 10_000 });
      audit.look(table, rows as never);
    }
    return { ...audit.end(), ledger };
  } finally {
    await shop.close();
  }
}

function bookOf(promised: readonly Promised[]): PromiseBook {
  const book = new PromiseBook(ORDER_PREFIX);
  for (const { kind, words, isSure } of promised)
    book.add(kind, words, isSure ? 'acknowledged' : 'unsure', NOW_MS / 1000);
  return book;
}

/** The objectives that the findings fail, with what was found. */
const failed = (found: Audited): Partial<Record<Misbehaviour['fails'], unknown>> => {
  const books = [...found.brokenPromises, ...found.unasked, ...found.ledger];
  return {
    ...(found.lost > 0 ? { 'orders-lost': found.lostIds } : {}),
    ...(found.oversoldPieces + found.overissuedCoupons > 0 ? { oversold: found.oversoldPieces } : {}),
    ...(books.length + found.unexplained > 0 ? { 'books-in-order': [found.unexplained, ...books] } : {}),
  };
};

describe('the audit', () => {
  it('has nothing against a shop that behaves', async () => {
    const found = await audited({});
    expect(failed(found)).toEqual({});
  });

  it('has nothing against a shop that behaves while the bank fails', async () => {
    const found = await audited(FAILING_BANK);
    expect(failed(found)).toEqual({});
    expect(found.unsettledPayments).toBeGreaterThan(0);
  });

  it.each(IN_THE_BOOKS)('finds a shop that $name', async ({ name, fails, needs }) => {
    const found = await audited({ ...(needs === undefined ? {} : FAILING_BANK), misbehave: [name] });
    expect(failed(found)).toHaveProperty(fails);
  });
});

describe('a way to misbehave', () => {
  it.each(MISBEHAVIOURS)('is a file of its name: $name', ({ name }) => {
    expect(existsSync(join(import.meta.dirname, `${name}.ts`))).toBe(true);
  });
});
