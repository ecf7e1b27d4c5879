/**
 * From paid orders to parcels in warehouses. A parcel without room waits in a line, oldest payment first; none overtakes another.
 * No parcel is lost, and no warehouse ever holds more than it has room for.
 */

import { TO_DISPATCH } from '../orders/domain.ts';
import { dueKey } from '../platform/agenda.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import { ORDERS } from '../platform/order.ts';
import type { Store, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import { PARCELS } from './parcel.ts';
import { promisedAtMs, STORED_MS, WAREHOUSES, type Warehouse } from './warehouses.ts';

/** How many parcels are in a warehouse, by its name, and in line. */
export const COUNTS = table<number>('parcel-counts');
export const IN_LINE = 'in-line';

/** The line: orders sorted by the time of payment. */
export const LINE = table<string>('parcels-in-line');

/** Parcels that leave a warehouse, by when. Those that were stored together leave together. */
export interface Departure {
  readonly atMs: number;
  readonly warehouse: string;
  readonly parcels: number;
}
export const DEPARTURES = table<Departure>('parcel-departures');

/** Two rounds a second handle more than the campaign's peak of 333 orders a second, and take a few ms each. */
const PARCELS_A_ROUND_MAX = 200;
const DEPARTURES_A_ROUND_MAX = 100;
/**
 * How many paid orders a round reads; it takes those paid first. They are stored by id, so if more wait (after fifteen seconds of
 * the peak without a round), a later payment may be packed first.
 */
const PAID_LOOKED_AT_MAX = 5_000;

/** By warehouse. */
export type Rooms = ReadonlyMap<string, number>;

export interface Dispatched {
  readonly warehouse: string;
  readonly isOverflow: boolean;
  /** From the payment to the promised delivery. */
  readonly promiseHours: number;
}

/** One round: due parcels leave, then those in line are stored, then the newly paid. A bounded number each, one transaction. */
export async function dispatchRound(store: Store, rooms: Rooms, nowMs: number): Promise<Dispatched[]> {
  const due = dueDepartures(store, nowMs);
  const line = [...store.range(LINE, { limit: PARCELS_A_ROUND_MAX })].map(({ key }) => key);
  const paid = firstPaid(store);
  if (due.length === 0 && line.length === 0 && paid.length === 0) return [];
  return store.transact((tx) => {
    const gate = new Gate(tx, rooms, nowMs);
    for (const key of due) gate.letOut(key);
    for (const key of line) gate.storeFromLine(key);
    for (const order of paid) gate.take(order);
    gate.note();
    return gate.dispatched;
  });
}

/** The paid orders of a round, the oldest payment first. */
function firstPaid(store: Store): string[] {
  const waiting = [...store.range(TO_DISPATCH, { limit: PAID_LOOKED_AT_MAX })];
  // A stable sort: orders paid at the same instant stay in the order of their ids.
  waiting.sort((a, b) => a.value.paidAtMs - b.value.paidAtMs);
  return waiting.slice(0, PARCELS_A_ROUND_MAX).map(({ key }) => key);
}

function dueDepartures(store: Store, nowMs: number): string[] {
  const due: string[] = [];
  for (const { key, value } of store.range(DEPARTURES, { limit: DEPARTURES_A_ROUND_MAX })) {
    if (value.atMs > nowMs) break;
    due.push(key);
  }
  return due;
}

/** The warehouses in one round. Keeps the counts, and writes them once. Checks again what was read before the transaction. */
class Gate {
  readonly dispatched: Dispatched[] = [];
  readonly #tx: Tx;
  readonly #rooms: Rooms;
  readonly #nowMs: number;
  readonly #counts = new Map<string, number>();
  readonly #storedNow = new Map<string, number>();

  constructor(tx: Tx, rooms: Rooms, nowMs: number) {
    this.#tx = tx;
    this.#rooms = rooms;
    this.#nowMs = nowMs;
    for (const name of [IN_LINE, ...rooms.keys()]) this.#counts.set(name, tx.get(COUNTS, name) ?? 0);
  }

  letOut(key: string): void {
    const departure = this.#tx.get(DEPARTURES, key);
    if (departure === undefined) return;
    this.#tx.remove(DEPARTURES, key);
    this.#add(departure.warehouse, -departure.parcels);
  }

  storeFromLine(key: string): void {
    const order = this.#tx.get(LINE, key);
    if (order === undefined) return;
    const isReturned = this.#tx.get(ORDERS, order)?.state !== 'paid';
    const warehouse = this.#withRoom();
    if (isReturned) this.#tx.remove(PARCELS, order);
    else if (warehouse !== undefined) this.#store(warehouse, order, this.#tx.get(PARCELS, order)!.paidAtMs);
    else return;
    this.#tx.remove(LINE, key);
    this.#add(IN_LINE, -1);
  }

  take(order: string): void {
    const paid = this.#tx.get(TO_DISPATCH, order);
    if (paid === undefined) return;
    this.#tx.remove(TO_DISPATCH, order);
    const warehouse = this.#counts.get(IN_LINE) === 0 ? this.#withRoom() : undefined;
    if (warehouse !== undefined) {
      this.#store(warehouse, order, paid.paidAtMs);
      return;
    }
    this.#tx.put(PARCELS, order, { paidAtMs: paid.paidAtMs });
    this.#tx.put(LINE, dueKey(paid.paidAtMs, order), order);
    this.#add(IN_LINE, 1);
  }

  note(): void {
    for (const [name, count] of this.#counts) this.#tx.put(COUNTS, name, count);
    for (const [warehouse, parcels] of this.#storedNow) {
      const atMs = this.#nowMs + STORED_MS;
      const key = dueKey(atMs, warehouse);
      const already = this.#tx.get(DEPARTURES, key)?.parcels ?? 0;
      this.#tx.put(DEPARTURES, key, { atMs, warehouse, parcels: already + parcels });
    }
  }

  #store(warehouse: Warehouse, order: string, paidAtMs: number): void {
    const { name } = warehouse;
    const promised = promisedAtMs(warehouse, paidAtMs, this.#nowMs);
    const stored = { warehouse: name, atMs: this.#nowMs, promisedAtMs: promised };
    this.#tx.put(PARCELS, order, { paidAtMs, stored });
    this.#add(name, 1);
    this.#storedNow.set(name, (this.#storedNow.get(name) ?? 0) + 1);
    const promiseHours = (promised - paidAtMs) / HOUR_MS;
    this.dispatched.push({ warehouse: name, isOverflow: warehouse !== WAREHOUSES[0], promiseHours });
  }

  #withRoom(): Warehouse | undefined {
    return WAREHOUSES.find(({ name }) => this.#counts.get(name)! < this.#rooms.get(name)!);
  }

  #add(name: string, parcels: number): void {
    this.#counts.set(name, this.#counts.get(name)! + parcels);
  }
}
