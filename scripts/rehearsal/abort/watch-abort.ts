/**
 * Looks, while the load runs, whether a clause of the plan ends it. The shares are seen by the crowd's VUs themselves, who write them to
 * k6's console each second: Prometheus would have them up to two seconds later, and the load is to end within two. Decision 053.
 */
import type { AbortClause, Bound } from '../../../scenarios/campaigns/plan.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { PrometheusError } from '../prometheus/query.ts';
import type { RunFolder } from '../run-folder.ts';
import { severalSeries, type TheirPrometheus } from '../server-side/their-prometheus.ts';
import { AnswersTail } from './answers-tail.ts';
import { FailedShare } from './failed-share.ts';

const LOOK_EVERY_MS = 100;
/** A later answer tells of a load that is long over. */
const QUERY_LIMIT_MS = 5000;
const MS_PER_SECOND = 1000;

export interface AbortOptions {
  readonly clauses: readonly AbortClause[];
  readonly consoleFile: string;
  readonly theirs: TheirPrometheus | null;
  /** Before it there is no load to end. */
  readonly zeroAtMs: number;
  readonly note: RunFolder['note'];
}
export interface AbortWatch {
  /** Resolves, with the reason in words, at the first clause that is true; never, if none is. */
  readonly first: Promise<string>;
  readonly stop: () => void;
}

type PromqlClause = Extract<AbortClause, { everySeconds: number }>;

export function watchAbort({ clauses, consoleFile, theirs, zeroAtMs, note }: AbortOptions): AbortWatch {
  const stops: (() => void)[] = [];
  const stop = (): void => {
    for (const each of stops.splice(0)) each();
  };
  const first = new Promise<string>((resolve) => {
    const end = (reason: string): void => {
      stop();
      resolve(reason);
    };
    const shares = clauses.flatMap((clause) => ('failedShare' in clause ? [new FailedShare(clause)] : []));
    if (shares.length > 0) stops.push(watchShares(shares, consoleFile, note, end));
    for (const [i, clause] of clauses.entries())
      if ('promql' in clause && theirs !== null)
        stops.push(watchQuery(`abort[${i}]`, clause, theirs, zeroAtMs, note, end));
  });
  return { first, stop };
}

function watchShares(
  shares: readonly FailedShare[],
  consoleFile: string,
  note: RunFolder['note'],
  end: (reason: string) => void,
): () => void {
  const tail = new AnswersTail(consoleFile);
  let isOver = false;
  const stop = every(LOOK_EVERY_MS, async () => {
    const seen = await tail.read().catch((error: Error) => {
      // Closed while it was read.
      if (isOver) return [];
      stop();
      note(
        'note',
        `k6's console could not be followed, so no share of failed answers ends the load: ${error.message}`,
      );
      return [];
    });
    if (seen.length === 0) return;
    const reason = shares.map((share) => share.take(seen)).find((why) => why !== null) ?? null;
    if (reason !== null) end(reason);
  });
  return () => {
    isOver = true;
    stop();
    void tail.close();
  };
}

function watchQuery(
  name: string,
  { promql: { query, bound }, everySeconds }: PromqlClause,
  theirs: TheirPrometheus,
  zeroAtMs: number,
  note: RunFolder['note'],
  end: (reason: string) => void,
): () => void {
  const abort = new AbortController();
  let told = false;
  const tell = (problem: string): void => {
    if (!told && !abort.signal.aborted) note('note', `${name} could not be looked at: ${problem}`);
    told = true;
  };
  const stop = every(everySeconds * MS_PER_SECOND, async () => {
    if (Date.now() < zeroAtMs) return;
    try {
      const asked = { query, when: { atMs: Date.now() }, limitMs: QUERY_LIMIT_MS, signal: abort.signal };
      const series = await theirs.ask(asked);
      const several = severalSeries(series);
      const value = series[0]?.points[0]?.value;
      if (several !== null) tell(`the query ${several}`);
      else if (value === undefined) tell('the query finds nothing');
      else if (isBeyond(Number(value), bound)) end(`“${query}” is ${value}, ${inWords(bound)}`);
    } catch (error) {
      if (!(error instanceof PrometheusError)) throw error;
      tell(reasonOf(error));
    }
  });
  return () => {
    stop();
    abort.abort(new Error('the load is over'));
  };
}

/** NaN is beyond nothing. */
const isBeyond = (value: number, bound: Bound): boolean =>
  'max' in bound ? value > bound.max : value < bound.min;
const inWords = (bound: Bound): string =>
  'max' in bound ? `limit ${bound.max}` : `at least ${bound.min} wanted`;

/** Looks at once and then at an interval, never twice at a time. @returns a function that stops it */
function every(intervalMs: number, look: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const again = async (): Promise<void> => {
    await look();
    if (!stopped) timer = setTimeout(again, intervalMs);
  };
  timer = setTimeout(again, 0);
  return () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
  };
}
