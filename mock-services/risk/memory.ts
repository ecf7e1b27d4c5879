/** Maps that forget by campaign time: whoever was quiet for a whole window no longer matters. */
import { EXEMPTIONS_MAX, REMEMBERED_MAX, type Rule, WINDOW_MS } from './rules.ts';

/**
 * Rows by key, in two generations. A row that is read moves to the young generation. Once per window the old generation is dropped.
 * So a row is forgotten after one to two quiet windows, without a sweep or a timer.
 */
export class Remembered<Row> {
  readonly #create: () => Row;
  #young = new Map<string, Row>();
  #old = new Map<string, Row>();
  #sinceMs = 0;

  constructor(create: () => Row) {
    this.#create = create;
  }

  /** The row of a key, created when there is none. */
  of(key: string, nowMs: number): Row {
    if (nowMs - this.#sinceMs >= WINDOW_MS || this.#young.size >= REMEMBERED_MAX) this.#age(nowMs);
    let row = this.#young.get(key);
    if (row === undefined) {
      row = this.#old.get(key) ?? this.#create();
      this.#young.set(key, row);
    }
    return row;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  #age(nowMs: number): void {
    this.#old = this.#young;
    this.#young = new Map();
    this.#sinceMs = nowMs;
  }
}

interface Block {
  readonly rule: Rule;
  untilMs: number;
  /** How many accounts an appeal has exempted from it. */
  exempted: number;
}

/** Whether the key is blocked, and whether an appeal may still exempt somebody. */
export type BlockState = 'none' | 'liftable' | 'spent';

/** Blocked keys, and the rule that blocks each. A block ends one window after the last attempt. */
export class Blocks {
  readonly #blocks = new Map<string, Block>();
  #sweptAtMs = 0;

  /** The rule that blocks the key, if any. Asking counts as an attempt and renews the block. */
  attempt(key: string, nowMs: number): Rule | null {
    const block = this.#blocks.get(key);
    if (block === undefined || block.untilMs <= nowMs) return null;
    block.untilMs = nowMs + WINDOW_MS;
    return block.rule;
  }

  stateOf(key: string, nowMs: number): BlockState {
    const block = this.#blocks.get(key);
    if (block === undefined || block.untilMs <= nowMs) return 'none';
    return block.exempted < EXEMPTIONS_MAX ? 'liftable' : 'spent';
  }

  exempt(key: string): void {
    const block = this.#blocks.get(key);
    if (block !== undefined) block.exempted += 1;
  }

  add(key: string, rule: Rule, nowMs: number): void {
    if (nowMs - this.#sweptAtMs >= WINDOW_MS) this.count(nowMs);
    this.#blocks.set(key, { rule, untilMs: nowMs + WINDOW_MS, exempted: 0 });
  }

  /** How many keys are blocked. Forgets blocks that have ended. */
  count(nowMs: number): number {
    this.#sweptAtMs = nowMs;
    for (const [key, { untilMs }] of this.#blocks) if (untilMs <= nowMs) this.#blocks.delete(key);
    return this.#blocks.size;
  }
}
