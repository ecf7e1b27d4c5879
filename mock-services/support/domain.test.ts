import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../platform/store.ts';
import { NOW_MS, SETTINGS } from '../testing/test-shop.ts';
import {
  ANSWER_MS,
  agentsOf,
  ask,
  check,
  DESKS,
  LINE,
  openDesk,
  QUESTIONS,
  waitingOf,
  workOff,
} from './domain.ts';

const TABLES = [QUESTIONS, LINE, DESKS];
/** One agent: a rehearsal's squeezed calendar leaves no more to a small region. */
const ONE_AGENT = { share: 0.1, calendar: { ...SETTINGS.calendar, speed: 60 } };

let dataDir: string;
let store: Store;
const open = async (): Promise<void> => {
  dataDir = mkdtempSync(join(tmpdir(), 'carnival-support-'));
  store = openStore(dataDir, 'process', TABLES);
  await store.transact((tx) => openDesk(tx, ONE_AGENT));
};
const close = async (): Promise<void> => {
  await store.close();
  rmSync(dataDir, { recursive: true });
};
const asks = (shopper: string, atMs: number, solved = false, topic = 'coupons') =>
  store.transact((tx) => ask(tx, { shopper, topic, solved }, atMs));
const standing = (shopper: string, atMs: number) => check(store, shopper, atMs).body;

describe('the line', () => {
  beforeEach(open);
  afterEach(close);

  it('holds no question that the bot solved', async () => {
    expect(await asks('s1', NOW_MS, true)).toEqual({
      status: 201,
      body: { shopper: 's1', topic: 'coupons', status: 'solved' },
    });
    expect(waitingOf(store)).toBe(0);
    expect(standing('s1', NOW_MS)).toMatchObject({ status: 'solved' });
    expect(check(store, 's2', NOW_MS).status).toBe(404);
  });

  it('is worked off by one agent at 45 s each, first come, first served', async () => {
    for (const shopper of ['c', 'b', 'a']) await asks(shopper, NOW_MS);
    expect(standing('a', NOW_MS)).toMatchObject({ status: 'waiting', place: 3, expectedSeconds: 135 });
    expect(await workOff(store, 1, NOW_MS)).toEqual([0]);
    expect(standing('c', NOW_MS)).toMatchObject({ status: 'waiting', place: 0, expectedSeconds: 45 });
    expect(standing('a', NOW_MS)).toMatchObject({ place: 2, expectedSeconds: 90 });
    expect(await workOff(store, 1, NOW_MS + ANSWER_MS - 1)).toEqual([]);
    expect(await workOff(store, 1, NOW_MS + 10 * ANSWER_MS)).toEqual([45, 90]);
    expect(standing('c', NOW_MS + ANSWER_MS)).toMatchObject({ status: 'answered' });
    expect(standing('a', NOW_MS + 3 * ANSWER_MS - 1)).toMatchObject({ place: 0, expectedSeconds: 1 });
    expect(standing('a', NOW_MS + 3 * ANSWER_MS)).toMatchObject({ status: 'answered' });
  });

  it('moves faster when agents join, and no answer is broken off when they leave', async () => {
    for (const shopper of ['a', 'b', 'c', 'd']) await asks(shopper, NOW_MS);
    await workOff(store, 1, NOW_MS);
    expect(await workOff(store, 2, NOW_MS + 1_000)).toEqual([1]);
    expect(await workOff(store, 1, NOW_MS + ANSWER_MS)).toEqual([45]);
    expect(standing('b', NOW_MS + 1_000 + ANSWER_MS)).toMatchObject({ status: 'answered' });
    expect(await workOff(store, 1, NOW_MS + 1_000 + ANSWER_MS)).toEqual([]);
    expect(standing('d', NOW_MS + ANSWER_MS)).toMatchObject({ place: 1 });
  });

  it('shows a shopper the latest question, and keeps the earlier one in line', async () => {
    await asks('s1', NOW_MS);
    await asks('s1', NOW_MS, true, 'returns');
    expect(standing('s1', NOW_MS)).toMatchObject({ topic: 'returns', status: 'solved' });
    expect(await workOff(store, 1, NOW_MS)).toEqual([0]);
    expect(standing('s1', NOW_MS)).toMatchObject({ topic: 'returns', status: 'solved' });
  });

  it('survives a restart with its places and its agents', async () => {
    for (const shopper of ['a', 'b']) await asks(shopper, NOW_MS);
    await workOff(store, 1, NOW_MS);
    await store.close();
    store = openStore(dataDir, 'process', TABLES);
    expect(standing('b', NOW_MS)).toMatchObject({ place: 1 });
    expect(await workOff(store, 1, NOW_MS + ANSWER_MS - 1)).toEqual([]);
    expect(await workOff(store, 1, NOW_MS + ANSWER_MS)).toEqual([45]);
  });
});

const second = fc.integer({ min: 0, max: 120 });
const event = fc.oneof(
  fc.record({ asked: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ seconds: second }),
  fc.record({ rounds: fc.integer({ min: 1, max: 2 }) }),
);

it('answers everybody once and in turn, and waiting times do not depend on when rounds run', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.array(event, { maxLength: 25 }),
      async (agents, events) => {
        await open();
        try {
          // As many as will be, and all free: who joins later is not free before.
          await store.transact((tx) =>
            tx.put(DESKS, 'desk', { first: 0, next: 0, freeAtMs: Array(agents).fill(0) }),
          );
          const askedAtMs: number[] = [];
          const waited: number[] = [];
          let nowMs = NOW_MS;
          for (const each of events) {
            if ('seconds' in each) nowMs += each.seconds * 1000;
            for (let n = 0; 'asked' in each && n < each.asked; n += 1) {
              await asks(`s${askedAtMs.length}`, nowMs);
              askedAtMs.push(nowMs);
            }
            if ('rounds' in each) {
              const rounds = Array.from({ length: each.rounds }, () => workOff(store, agents, nowMs));
              waited.push(...(await Promise.all(rounds)).flat());
            }
            expect(waitingOf(store)).toBe(askedAtMs.length - waited.length);
          }
          waited.push(...(await workOff(store, agents, nowMs + askedAtMs.length * ANSWER_MS)));
          expect(waited).toEqual(waitedSecondsOf(askedAtMs, agents));
          expect([...store.range(LINE)]).toEqual([]);
        } finally {
          await close();
        }
      },
    ),
    { numRuns: 50 },
  );
});

/** The same by Lindley's recursion for several servers: who comes begins when the earliest agent is free. */
function waitedSecondsOf(askedAtMs: readonly number[], agents: number): number[] {
  let freeAtMs = Array<number>(agents).fill(0);
  return askedAtMs.map((atMs) => {
    freeAtMs = freeAtMs.sort((a, b) => a - b);
    const beginsMs = Math.max(freeAtMs[0]!, atMs);
    freeAtMs[0] = beginsMs + ANSWER_MS;
    return (beginsMs - atMs) / 1000;
  });
}

describe('agentsOf', () => {
  it.each([
    { share: 1, speed: 1, factor: 1, want: 110 },
    { share: 0.4, speed: 1, factor: 2, want: 88 },
    { share: 0.4, speed: 60, factor: 1, want: 1 },
    { share: 0.1, speed: 60, factor: 2, want: 2 },
  ])(
    'has $want for a share of $share at speed $speed with factor $factor',
    ({ share, speed, factor, want }) => {
      expect(agentsOf({ share, calendar: { ...SETTINGS.calendar, speed } }, factor)).toBe(want);
    },
  );
});
