import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskRoom } from './disk-room.ts';

import { openStore } from './store.ts';
import { table } from './table.ts';

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

  it.each(['process', 'power'] as const)(
    'refuses changes while the disk is full, and still reads, under durability "%s"',
    async (durability) => {
      let freeBytes = Number.MAX_SAFE_INTEGER;
      let nowMs = 0;
      const room = new DiskRoom(
        dataDir,
        () => freeBytes,
        () => nowMs,
      );
      const store = openStore(dataDir, durability, [NAMES], room);
      const put = (name: string) => store.transact((tx) => tx.put(NAMES, 'a', name));
      await put('Ada');
      [freeBytes, nowMs] = [0, 1000];
      await expect(put('Bea')).rejects.toThrow(/disk.*is full/);
      expect(await store.transact((tx) => tx.get(NAMES, 'a'))).toBe('Ada');
      [freeBytes, nowMs] = [Number.MAX_SAFE_INTEGER, 2000];
      await put('Cleo');
      expect(store.get(NAMES, 'a')).toBe('Cleo');
      await store.close();
    },
  );

  it('opens what is stored on a full disk, but nothing new', async () => {
    const full = new DiskRoom(dataDir, () => 0);
    expect(() => openStore(dataDir, 'process', [NAMES], full)).toThrow(/cannot be used.*is full/);
    const first = openStore(dataDir, 'process', [NAMES]);
    await first.transact((tx) => tx.put(NAMES, 'a', 'Ada'));
    await first.close();
    const second = openStore(dataDir, 'process', [NAMES], full);
    expect(second.get(NAMES, 'a')).toBe('Ada');
    await second.close();
  });

  it('goes on when the file has outgrown its first map', async () => {
    const store = open();
    const text = 'x'.repeat(1000);
    const keys = Array.from({ length: 20_000 }, (_, i) => `${i}`);
    for (let from = 0; from < keys.length; from += 1000)
      await store.transact((tx) => {
        for (const key of keys.slice(from, from + 1000)) tx.put(NAMES, key, `${key} ${text}`);
      });
    const wrong = keys.filter((key) => store.get(NAMES, key) !== `${key} ${text}`);
    expect(wrong).toEqual([]);
    // The file is sparse: its size is the map's, at most twice what is in it or so.
    expect(statSync(join(dataDir, 'shop.mdb')).size).toBeLessThan(4 * keys.length * text.length);
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
