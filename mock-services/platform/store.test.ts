import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, table } from './store.ts';

const COUNTERS = table<{ count: number }>('counters');
const NAMES = table<string>('names');

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'carnival-store-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const open = (durability: 'process' | 'power' = 'process') =>
  openStore(dataDir, durability, [COUNTERS, NAMES]);

describe('openStore', () => {
  it.each(['process', 'power'] as const)(
    'keeps what was committed under durability "%s"',
    async (durability) => {
      const first = open(durability);
      await first.transact((tx) => tx.put(NAMES, 'a', 'Ada'));
      await first.close();
      const second = open(durability);
      expect(second.get(NAMES, 'a')).toBe('Ada');
      await second.close();
    },
  );

  it('puts nothing when a decision throws, however much it had put before', async () => {
    const store = open();
    const failing = store.transact((tx) => {
      tx.put(NAMES, 'a', 'Ada');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(store.get(NAMES, 'a')).toBeUndefined();
    await store.close();
  });

  it('shows a decision its own changes, and no others half done', async () => {
    const store = open();
    const seen = await store.transact((tx) => {
      tx.put(NAMES, 'a', 'Ada');
      const own = tx.get(NAMES, 'a');
      tx.put(NAMES, 'a', 'Bea');
      const later = tx.get(NAMES, 'a');
      tx.remove(NAMES, 'a');
      return [own, later, tx.get(NAMES, 'a'), store.get(NAMES, 'a')];
    });
    expect(seen).toEqual(['Ada', 'Bea', undefined, undefined]);
    await store.close();
  });

  it('runs decisions one after the other, so that no increment is lost', async () => {
    const store = open();
    const increments = Array.from({ length: 500 }, () =>
      store.transact((tx) => tx.put(COUNTERS, 'a', { count: (tx.get(COUNTERS, 'a')?.count ?? 0) + 1 })),
    );
    await Promise.all(increments);
    expect(store.get(COUNTERS, 'a')).toEqual({ count: 500 });
    await store.close();
  });

  it('reads ranges in the order of their keys, the start included', async () => {
    const store = open();
    await store.transact((tx) => {
      for (const key of ['b', 'a10', 'a2', 'ä', 'c']) tx.put(NAMES, key, key);
    });
    expect([...store.range(NAMES, { start: 'a2', limit: 3 })].map(({ key }) => key)).toEqual([
      'a2',
      'b',
      'c',
    ]);
    await store.close();
  });

  it('names a table that nobody opened', async () => {
    const store = open();
    expect(() => store.get(table('elsewhere'), 'a')).toThrow(/"elsewhere".*tables/);
    await store.close();
  });

  it('names a directory that cannot be used', () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    expect(() => openStore(join(file, 'data'), 'process', [])).toThrow(
      /Data directory ".*file\/data".*ENOTDIR/,
    );
  });
});
