/** Gives a share of requests a trace id of their own, and remarks how they ended. @see https://www.w3.org/TR/trace-context/ */
import { EVERY_OUTCOME } from '../metrics.ts';
import type { Step } from '../shop/shop.ts';
import type { RemarkBook } from './remarks.ts';

const HEX = 16;
/** Of four bytes. */
const WORDS = 2 ** 32;
const WORD_DIGITS = 8;
const TRACE_WORDS = 4;
const SPAN_WORDS = 2;

interface WithHeaders {
  readonly headers?: object;
}

export class Tracer {
  private readonly every: number;
  private readonly steps: readonly Pick<Step, 'name'>[];
  private readonly remarks: RemarkBook;
  /** By slot; empty: its request is not traced. */
  private readonly ids: string[] = [];
  private sent = 0;

  constructor(share: number, steps: readonly Pick<Step, 'name'>[], remarks: RemarkBook) {
    this.every = Math.max(1, Math.round(1 / share));
    this.steps = steps;
    this.remarks = remarks;
  }

  /** Whether the slot's new request is one of the share. */
  begins(slot: number): boolean {
    const isTraced = this.sent++ % this.every === 0;
    this.ids[slot] = isTraced ? idOf(TRACE_WORDS) : '';
    return isTraced;
  }

  /** The parameters with the slot's trace id. They may be shared, so they are not changed. */
  traced<Params extends WithHeaders>(slot: number, params: Params): Params {
    const traceparent = `00-${this.ids[slot]}-${idOf(SPAN_WORDS)}-01`;
    return { ...params, headers: { ...params.headers, traceparent } };
  }

  readonly ended = (slot: number, step: number, outcome: number, responseMs: number): void => {
    const id = this.ids[slot];
    if (id === undefined || id === '') return;
    this.remarks.traced({ id, step: this.steps[step]!.name, outcome: EVERY_OUTCOME[outcome]!, responseMs });
  };
}

/** Never all zeros, which the standard forbids: but for a chance of one in 2⁶⁴. */
const idOf = (words: number): string =>
  Array.from({ length: words }, () =>
    Math.floor(Math.random() * WORDS)
      .toString(HEX)
      .padStart(WORD_DIGITS, '0'),
  ).join('');
