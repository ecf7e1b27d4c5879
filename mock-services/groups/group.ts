/**
 * A group: a few places for one product, filled one shopper after the other. It ends a campaign day after it was opened.
 * Each place has one deposit: an order uses it, or it is given back when the group ends.
 *
 * Groups of a product are numbered in the order of opening. So a search for the oldest open group can start where the last search
 * ended.
 */
import { type Agenda, dueKey } from '../platform/agenda.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import { pairKey } from '../platform/pair.ts';
import type { Reader, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { count, counted, type Tally } from '../platform/tally.ts';

/** Assumption: a shopper must find two friends. */
export const GROUP_SIZE = 3;
/** Assumption, on the campaign's clock: a day, as in real group-buying shops. */
export const GROUP_LASTS_MS = 24 * HOUR_MS;

/** `due`: has a place but has not paid, such as a sharer who has not joined. */
export type Deposit = 'due' | 'held' | 'used' | 'refunded';
export interface Place {
  readonly shopper: string;
  readonly deposit: Deposit;
  /** The order that used the deposit. */
  readonly order?: string;
}
export interface Group {
  readonly product: string;
  readonly endsAtMs: number;
  readonly places: readonly Place[];
  /** Whether the end has been processed. `isRunning` looks at the clock instead. */
  readonly ended: boolean;
}
/** By `groupId`. */
export const GROUPS = table<Group>('groups');
/** The latest group in which a shopper has a place, by `placeKey`. */
export const PLACES = table<string>('group-places');

interface Queue {
  /** No group before this one can be joined any more. */
  readonly oldest: number;
  readonly next: number;
}
/** By product. */
export const QUEUES = table<Queue>('group-queues');
/** Groups by when they end. */
export const ENDS: Agenda = table<true>('group-ends');

/** Counts of groups opened, filled and expired, and of deposits refunded. */
export type GroupCount = 'opened' | 'filled' | 'expired' | 'refunded';
export const GROUP_TALLY = table<Tally<GroupCount>>('group-tally');

export const openGroups = (reader: Reader): number =>
  counted(reader, GROUP_TALLY, 'opened') -
  counted(reader, GROUP_TALLY, 'filled') -
  counted(reader, GROUP_TALLY, 'expired');
export const refundedDeposits = (reader: Reader): number => counted(reader, GROUP_TALLY, 'refunded');

export interface Numbered {
  readonly id: string;
  readonly group: Group;
}

const groupId = (product: string, number: number): string => `${product}:${number}`;
/** By product. */
const placeKey = pairKey;

export const isFull = (group: Group): boolean => group.places.length >= GROUP_SIZE;
export const isRunning = (group: Group, nowMs: number): boolean => !group.ended && nowMs < group.endsAtMs;
export const placeOf = (group: Group, shopper: string): Place | undefined =>
  group.places.find((place) => place.shopper === shopper);

/** The group in which the shopper has, or last had, a place. */
export function groupOf(reader: Reader, product: string, shopper: string): Numbered | undefined {
  const id = reader.get(PLACES, placeKey(product, shopper));
  return id === undefined ? undefined : { id, group: reader.get(GROUPS, id)! };
}

/** The group that has waited longest for somebody to join it. */
export function oldestOpen(reader: Reader, product: string, nowMs: number): Numbered | undefined {
  const id = groupId(product, oldestNumber(reader, product, nowMs));
  const group = reader.get(GROUPS, id);
  return group === undefined ? undefined : { id, group };
}

/** The number of that group, or one past the last if none can be joined. */
function oldestNumber(reader: Reader, product: string, nowMs: number): number {
  const { oldest, next } = queueOf(reader, product);
  for (let number = oldest; number < next; number += 1) {
    const group = reader.get(GROUPS, groupId(product, number))!;
    if (!isFull(group) && isRunning(group, nowMs)) return number;
  }
  return next;
}

const queueOf = (reader: Reader, product: string): Queue =>
  reader.get(QUEUES, product) ?? { oldest: 0, next: 0 };

/** Opens a group with one place taken. */
export function openGroup(tx: Tx, product: string, place: Place, nowMs: number): Numbered {
  const queue = queueOf(tx, product);
  const id = groupId(product, queue.next);
  const endsAtMs = Math.ceil(nowMs + GROUP_LASTS_MS);
  const group: Group = { product, endsAtMs, places: [place], ended: false };
  tx.put(QUEUES, product, { ...queue, next: queue.next + 1 });
  tx.put(GROUPS, id, group);
  tx.put(PLACES, placeKey(product, place.shopper), id);
  tx.put(ENDS, dueKey(endsAtMs, id), true);
  count(tx, GROUP_TALLY, { opened: 1 });
  return { id, group };
}

/** Takes a place in the oldest open group, or opens one. */
export function takePlace(tx: Tx, product: string, place: Place, nowMs: number): Numbered {
  const oldest = oldestOpen(tx, product, nowMs);
  if (oldest === undefined) return openGroup(tx, product, place, nowMs);
  const { id } = oldest;
  const group = { ...oldest.group, places: [...oldest.group.places, place] };
  tx.put(GROUPS, id, group);
  tx.put(PLACES, placeKey(product, place.shopper), id);
  if (isFull(group)) {
    count(tx, GROUP_TALLY, { filled: 1 });
    walkOn(tx, product, nowMs);
  }
  return { id, group };
}

/** Replaces the shopper's place in its group. */
export function setPlace(tx: Tx, { id, group }: Numbered, place: Place): Numbered {
  const places = group.places.map((each) => (each.shopper === place.shopper ? place : each));
  const changed = { ...group, places };
  tx.put(GROUPS, id, changed);
  return { id, group: changed };
}

/** Ends a group once its time is over: gives back the deposits that no order has used. False while it still runs. */
export function endGroup(tx: Tx, id: string, nowMs: number): boolean {
  const group = tx.get(GROUPS, id)!;
  if (isRunning(group, nowMs)) return false;
  if (group.ended) return true;
  const places = group.places.map((place): Place => {
    return place.deposit === 'held' ? { ...place, deposit: 'refunded' } : place;
  });
  tx.put(GROUPS, id, { ...group, places, ended: true });
  const refunded = places.filter(({ deposit }) => deposit === 'refunded').length;
  count(tx, GROUP_TALLY, isFull(group) ? { refunded } : { expired: 1, refunded });
  walkOn(tx, group.product, nowMs);
  return true;
}

/** Moves the start of the search forward, so that readers do not pass ended groups again and again. */
function walkOn(tx: Tx, product: string, nowMs: number): void {
  tx.put(QUEUES, product, { ...queueOf(tx, product), oldest: oldestNumber(tx, product, nowMs) });
}
