/**
 * The audit of a shop that is not ours: what k6's console says was acknowledged, looked up by the contract (docs/audit.md). Each way to
 * get rows is a `RowSource`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunSettings } from '../../../scenarios/campaigns/plan.ts';
import { ContractAudit, ContractError, type ContractFindings } from '../../audit/contract/contract-audit.ts';
import type { LedgerAudit } from '../../evidence/observations.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { LOST_IDS_MAX, notAudited, strangersInWords } from './audit.ts';
import { type ReadOrders, readOrders } from './read-orders.ts';
import { type RowSource, SourceError } from './row-source.ts';

export interface ContractRunOptions {
  /** k6's console, of every generator. */
  readonly consoles: readonly string[];
  readonly run: Pick<RunSettings, 'id' | 'targets'>;
  readonly source: RowSource;
  /** What the shop calls an order that it does not keep, in place of `BAD_STATES`. */
  readonly badStates?: readonly string[] | undefined;
  /** How long a shop may take to store what it has acknowledged: a live source that misses an order is asked again. */
  readonly settleMsMax: number;
  readonly note: (reason: string) => void;
  readonly signal: AbortSignal;
}

const ASK_AGAIN_MS = 2000;
const LIMITS = 'rows of orders tell neither stock nor coupons';

/** Never rejects because of what it reads: then the result says why the audit could not be done, and has no findings. */
export async function auditByContract(options: ContractRunOptions): Promise<LedgerAudit> {
  const { consoles, run, note } = options;
  const regions = Object.keys(run.targets);
  const read = await readOrders(consoles, regions).catch((error: Error) => error);
  if (read instanceof Error) return notAudited(`k6's console output cannot be read: ${read.message}`);
  for (const torn of read.notes) note(torn);
  const { acknowledged, indeterminate } = read.book.counts;
  const known = {
    ...notAudited(''),
    tornLines: read.tornLines,
    answersRead: read.answersRead,
    acknowledged,
    indeterminate,
    notLookedUp: { limits: LIMITS, promises: null },
  };
  const found = await findings(read, options).catch((error: unknown) => {
    if (error instanceof ContractError || error instanceof SourceError) return error;
    throw error;
  });
  if (found instanceof Error) return { ...known, reason: inWords(found, options.source) };
  const { untold, notes, ...counts } = found;
  const reasons = obstacles(read, regions);
  return {
    ...known,
    ...counts,
    done: reasons.length === 0,
    reason: reasons.length === 0 ? null : reasons.join('; '),
    notLookedUp: { limits: LIMITS, promises: untold },
    notes: [`rows of orders from ${options.source.name}`, ...notes],
  };
}

const inWords = (error: ContractError | SourceError, { name }: RowSource): string =>
  error instanceof SourceError
    ? `${name} ${error.message}`
    : `what ${name} says is not what docs/audit.md asks for: ${error.message}`;

/** Why some promises cannot be looked up, whatever the rows say. */
function obstacles({ book, strangers }: ReadOrders, regions: readonly string[]): readonly string[] {
  const unknown = strangersInWords(strangers, regions);
  return book.obstacle === null ? unknown : [...unknown, book.obstacle];
}

async function findings({ book }: ReadOrders, options: ContractRunOptions): Promise<ContractFindings> {
  const { source, run, badStates, settleMsMax, signal } = options;
  const lookUp = async (): Promise<ContractFindings> => {
    const audit = new ContractAudit({
      book,
      covers: source.covers,
      lostIdsMax: LOST_IDS_MAX,
      ...(badStates === undefined ? {} : { badStates }),
    });
    // Nobody is asked about nothing.
    if (idsOf(book).next().done === false)
      await source.read({ runId: run.id, ids: () => idsOf(book), take: (row) => audit.look(row), signal });
    return audit.end();
  };
  const endsAtMs = performance.now() + settleMsMax;
  let found = await lookUp();
  while (source.isLive && found.lost > 0) {
    const leftMs = endsAtMs - performance.now();
    if (leftMs <= 0) break;
    await sleep(Math.min(ASK_AGAIN_MS, leftMs), undefined, { signal }).catch(() => {
      throw new SourceError(`was to be asked again: ${reasonOf(signal.reason)}`);
    });
    found = await lookUp();
  }
  return found;
}

function* idsOf(book: ReadOrders['book']): Generator<string> {
  for (const [id] of book.orders()) yield id;
}

/** The ids of the orders that a region acknowledged: what is to be taken back after the audit. Rejects when the console cannot be read. */
export async function acknowledgedIds(
  consoles: readonly string[],
): Promise<(region: string) => readonly string[]> {
  const { book } = await readOrders(consoles, []);
  return (region) =>
    [...book.orders()].flatMap(([id, row]) =>
      book.isAcknowledged(row) && book.regionOf(row) === region ? [id] : [],
    );
}
