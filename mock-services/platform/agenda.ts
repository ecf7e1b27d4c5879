/**
 * What falls due in the campaign's time: an index table in the order of time, worked off by a sweep in the background. It lies in
 * the store, so a restart forgets no date.
 */
import { MINUTE_MS } from './campaign-clock.ts';
import type { Store, Table, Tx } from './store.ts';

/** By `dueKey`. */
export type Agenda = Table<true>;

/**
 * Campaign milliseconds for which something is held for a shopper who does not go on: for an order that is not paid, or that never
 * comes. An assumption; shops give 15 minutes to a day.
 */
export const HELD_MS_MAX = 30 * MINUTE_MS;

/** Epoch milliseconds have 13 digits until the year 2286. */
const TIME_DIGITS = 13;

/** Up to which a sweep works in one round, so that it ends, and in one transaction, so that shoppers are served between. */
const DUE_A_ROUND_MAX = 5_000;
const DUE_A_TRANSACTION_MAX = 100;

/** Sorts by time. @param atMs campaign epoch milliseconds, which a squeezed clock gives in fractions */
export const dueKey = (atMs: number, id: string): string =>
  `${String(Math.ceil(atMs)).padStart(TIME_DIGITS, '0')}/${id}`;

const dueAtMsOf = (key: string): number => Number(key.slice(0, TIME_DIGITS));
const idOf = (key: string): string => key.slice(TIME_DIGITS + 1);

/**
 * Settles what is due, the oldest first, and takes it off the agenda.
 *
 * @param settle false: not now, ask again in the next round
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
  // Somebody else's decision may have come between the look and this transaction.
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
