/** Where rows of stored orders come from: an endpoint, a command or a file. */
import type { Covers } from '../../audit/contract/contract-audit.ts';
import type { TakeRow } from './order-rows.ts';

export interface AskedRows {
  readonly runId: string;
  /** Every order that the run knows of: acknowledged, or without an answer. */
  readonly ids: () => Iterable<string>;
  readonly take: TakeRow;
  readonly signal: AbortSignal;
}

export interface RowSource {
  /** For the verdict: `https://…`, `the command`, `orders.csv`. */
  readonly name: string;
  readonly covers: Covers;
  /** Whether it may know more when it is asked a second time. */
  readonly isLive: boolean;
  /** Rejects with a ContractError, or a SourceError. */
  readonly read: (asked: AskedRows) => Promise<void>;
}

/** The rows could not be got. The message is one clause, worded to follow the source's name. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
