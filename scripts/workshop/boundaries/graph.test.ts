import { describe, expect, it } from 'vitest';
import { folderCircles, type Import, isProduct, unusedPermissions } from './graph.ts';

const imports = (...pairs: [string, string][]): Import[] => pairs.map(([from, to]) => ({ from, to }));

describe('permissions', () => {
  const rooms = [
    { path: 'scripts/text/', mayImport: [], mayImportAll: false },
    { path: 'scripts/plan/', mayImport: ['scripts/text/'], mayImportAll: false },
    { path: 'scripts/workshop/', mayImport: ['scripts/text/', 'scripts/plan/'], mayImportAll: true },
  ];

  it('that a file of the room uses are right', () => {
    expect(unusedPermissions(rooms, imports(['scripts/plan/load.ts', 'scripts/text/numbers.ts']))).toEqual(
      [],
    );
  });

  it('that no file uses are named, but not where a room may import all above it', () => {
    expect(unusedPermissions(rooms, imports(['scripts/plan/load.ts', 'scripts/plan/check.ts']))).toEqual([
      '`scripts/plan/` may import `scripts/text/`, but does not: take it out of the row',
    ]);
  });

  it('are not used by tests or test support', () => {
    const pairs = imports(
      ['scripts/plan/load.test.ts', 'scripts/text/numbers.ts'],
      ['scripts/workshop/testing/trial.ts', 'scripts/text/numbers.ts'],
      ['scripts/plan/load.ts', 'scripts/text/numbers.ts'],
    );
    expect(pairs.map(isProduct)).toEqual([false, false, true]);
  });
});

describe('circles of folders', () => {
  it('are found once each, from whichever folder one begins, over any number of folders', () => {
    const shop = imports(
      ['shop/orders/a.ts', 'shop/payments/b.ts'],
      ['shop/payments/c.ts', 'shop/coupons/d.ts'],
      ['shop/coupons/e.ts', 'shop/orders/f.ts'],
      ['shop/kpi/g.ts', 'shop/orders/a.ts'],
      ['shop/app.ts', 'shop/kpi/g.ts'],
    );
    expect(folderCircles('shop/', shop)).toEqual(['coupons → orders → payments → coupons']);
  });

  it('are none where imports go one way, or stay in a folder, or leave the root', () => {
    const shop = imports(
      ['shop/orders/a.ts', 'shop/coupons/b.ts'],
      ['shop/orders/a.ts', 'shop/orders/c.ts'],
      ['shop/coupons/b.ts', 'plan/orders.ts'],
      ['plan/orders.ts', 'shop/orders/a.ts'],
    );
    expect(folderCircles('shop/', shop)).toEqual([]);
  });
});
