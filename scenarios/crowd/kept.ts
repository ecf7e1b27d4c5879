/**
 * What sessions keep of the answers they got: texts by name, and a cookie jar. A row has only the number of a slot; slots are given
 * to sessions that keep something, and come back when a session ends. So two million rows of which a hundred thousand are active
 * pay for a hundred thousand.
 */

import type { Reading } from '../shop/read-answer.ts';
import { readsBody } from '../shop/takings.ts';

/** A row without a slot. Slots count from 1. */
const NO_SLOT = 0;

export class Kept {
  private slotOf: Uint32Array<ArrayBuffer>;
  private readonly free: number[] = [];
  /** By name, then by slot. */
  private readonly texts: string[][];
  private readonly jars: unknown[] = [];
  private used = NO_SLOT;

  /** @param names how many texts a session may keep */
  constructor(names: number, rows: number) {
    this.texts = Array.from({ length: names }, () => []);
    this.slotOf = new Uint32Array(rows);
  }

  /** Sessions that keep something now. */
  get size(): number {
    return this.used - this.free.length;
  }

  grow(rows: number): void {
    const larger = new Uint32Array(rows);
    larger.set(this.slotOf);
    this.slotOf = larger;
  }

  /** The text of that name, or an empty one. */
  text(row: number, name: number): string {
    const slot = this.slotOf[row]!;
    return slot === NO_SLOT ? '' : this.texts[name]![slot]!;
  }

  keep(row: number, name: number, text: string): void {
    this.texts[name]![this.slotFor(row)] = copyOf(text);
  }

  /** Whatever the driver keeps of a session's cookies; undefined at first. */
  jar(row: number): unknown {
    const slot = this.slotOf[row]!;
    return slot === NO_SLOT ? undefined : this.jars[slot];
  }

  keepJar(row: number, jar: unknown): void {
    this.jars[this.slotFor(row)] = jar;
  }

  /**
   * The first that an answer should have given and did not. Tokens in headers and cookies are often sent once only, so one that the
   * session keeps from before will do. What a body holds must be there each time: an order's number of before is not this one's.
   */
  lackedBy(row: number, reading: Pick<Reading, 'missing'> | undefined): string | undefined {
    if (reading === undefined || reading.missing.length === 0) return undefined;
    return reading.missing.find(({ index, taking }) => readsBody(taking) || this.text(row, index) === '')
      ?.name;
  }

  /** The row's session has ended. */
  end(row: number): void {
    const slot = this.slotOf[row]!;
    if (slot === NO_SLOT) return;
    for (const texts of this.texts) texts[slot] = '';
    this.jars[slot] = undefined;
    this.slotOf[row] = NO_SLOT;
    this.free.push(slot);
  }

  private slotFor(row: number): number {
    let slot = this.slotOf[row]!;
    if (slot !== NO_SLOT) return slot;
    slot = this.free.pop() ?? ++this.used;
    this.slotOf[row] = slot;
    for (const texts of this.texts) texts[slot] = '';
    this.jars[slot] = undefined;
    return slot;
  }
}

/** A text of its own. What k6 cuts out of a body shares the body's memory, and would keep all of it. */
const copyOf = (text: string): string => ` ${text}`.slice(1);
