/**
 * Work for a later campaign time: a table sorted by time, which a sweep in the background works through. It is in the store, so a
 * restart forgets nothing.
 */
import { HELD_MINUTES } from '../../scenarios/targets/mock-shop/rules.ts';
import { type CampaignClock, MINUTE_MS } from './campaign-clock.ts';
import type { Store, Tx } from './store.ts';
import type { Table } from './table.ts';

/** By `dueKey`. */
export type Agenda = Table<true>;

/** How long, in campaign time, something is held for an order that is not paid or never comes. */
export const HELD_MS_MAX = HELD_MINUTES * MINUTE_MS;

/**
 * And how long at least in real time: a squeezed campaign leaves people no time to think. With the longest think time of any
 * behaviour (a draw is never above 23 times its mean) and a slow answer, an order is paid within 56 s.
 */
export const HELD_REAL_MS_MIN = 60_000;

/** How long something is held in real time. */
export const heldRealMs = (speed: number): number => Math.max(HELD_MS_MAX / speed, HELD_REAL_MS_MIN);

/** The campaign time for sweeps of what is held: at a quick speed it lags behind, so that all is held for long enough. */
export const holdsNowMs = (campaign: CampaignClock): number =>
  campaign.nowMs() - Math.max(0, HELD_REAL_MS_MIN / campaign.realMs(1) - HELD_MS_MAX);

/** Epoch milliseconds have 13 digits until the year 2286. */
const TIME_DIGITS = 13;

/** Limits of a sweep: per round, so that it ends; per transaction, so that shoppers are served in between. */
const DUE_A_ROUND_MAX = 5_000;
const DUE_A_TRANSACTION_MAX = 100;

/** Sorts by time. @param atMs campaign epoch milliseconds, which a squeezed clock gives in fractions */
export const dueKey = (atMs: number, id: string): string =>
  `${String(Math.ceil(atMs)).padStart(TIME_DIGITS, '0')}/${id}`;

const dueAtMsOf = (key: string): number => Number(key.slice(0, TIME_DIGITS));
const idOf = (key: string): string => key.slice(TIME_DIGITS + 1);

/**
 * Settles everything that is due, oldest first, and takes it off the agenda.
 *
 * @param settle returns false to be asked again in the next round
 * @returns how many were settled
 */
export async function sweep(
  store: Store,
  agenda: Agenda,
  nowMs: number,
  settle: (tx: Tx, id: string) => boolean,
): Promise<number> {
  const due = dueKeys(store, agenda, nowMs);
  let settled = 0;
  for (let from = 0; from < due.length; from += DUE_A_TRANSACTION_MAX) {
    const keys = due.slice(from, from + DUE_A_TRANSACTION_MAX);
    settled += await store.transact((tx) => keys.filter((key) => settleOne(tx, agenda, key, settle)).length);
  }
  return settled;
}

function settleOne(tx: Tx, agenda: Agenda, key: string, settle: (tx: Tx, id: string) => boolean): boolean {
  // Another decision may have settled it since it was read.
  if (tx.get(agenda, key) === undefined || !settle(tx, idOf(key))) return false;
  tx.remove(agenda, key);
  return true;
}

function dueKeys(store: Store, agenda: Agenda, nowMs: number): string[] {
  const due: string[] = [];
  for (const { key } of store.range(agenda, { limit: DUE_A_ROUND_MAX })) {
    if (dueAtMsOf(key) > nowMs) break;
    due.push(key);
  }
  return due;
}
