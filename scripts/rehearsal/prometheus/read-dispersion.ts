/**
 * Reads how the answers lie in time: by the second, and of each second only what it adds to the sums. A whole run by the second is
 * more than one query may load, so it is read in pieces of time.
 */
import { COUNTER, type CounterName } from '../../../scenarios/metrics.ts';
import type { StepCount } from '../../evidence/counted.ts';
import { type AnswerSeries, GatherDispersion, type Watched } from '../../evidence/gather-dispersion.ts';
import type { Dispersion, ResponseCount } from '../../evidence/observations.ts';
import type { Prometheus, Series } from './query.ts';
import { COUNTER_LOOKBACK_MS, seriesOf } from './series.ts';

/** A piece is one answer over HTTP of some 10 MB, far below Prometheus' limit of 5 million samples. */
const POINTS_A_PIECE_MAX = 200_000;
const SECOND_MS = 1000;

export interface SecondsOfAnswers {
  /** What the run counted in all, series by series: these are the series that are read by the second. */
  readonly responses: readonly ResponseCount[];
  readonly intended: readonly StepCount[];
  readonly runId: string;
  readonly zeroAtMs: number;
  readonly endedAtMs: number;
  readonly watched: readonly Watched[];
  /** An answer as the objectives count it: a degraded one may have failed. */
  readonly counted: (answer: AnswerSeries) => AnswerSeries;
}

const WHERE = ['scenario', 'step', 'region', 'drill'] as const;
const ANSWER = [...WHERE, 'outcome', 'within'] as const;

/** Rejects with a `PrometheusError` and nothing else. */
export async function readDispersion(
  prometheus: Prometheus,
  seconds: SecondsOfAnswers,
): Promise<readonly Dispersion[]> {
  const { watched, zeroAtMs } = seconds;
  const isWatched = ({ step }: StepCount): boolean =>
    watched.some((each) => each.step === null || each.step === step);
  const answers = seconds.responses.filter((each) => each.count > 0 && isWatched(each));
  // Those that nobody asked for stay: they say which regions there are.
  const due = seconds.intended.filter(isWatched);
  const count = Math.max(0, Math.ceil((seconds.endedAtMs - zeroAtMs) / SECOND_MS));
  if (count === 0 || !due.some((each) => each.count > 0)) return [];

  const gather = new GatherDispersion(watched, answers.map(seconds.counted), due, count);
  const answersSeen = new Readings(
    queryOf(COUNTER.responses, seconds.runId, ANSWER),
    answers.map(keyOfAnswer),
    ANSWER,
  );
  const dueSeen = new Readings(queryOf(COUNTER.intended, seconds.runId, WHERE), due.map(keyOf), WHERE);
  const pieceSeconds = Math.max(1, Math.floor(POINTS_A_PIECE_MAX / (answers.length + due.length)));
  for (let from = 0; from < count; from += pieceSeconds) {
    const span = { zeroAtMs, from, until: Math.min(count, from + pieceSeconds) };
    const [ofAnswers, ofDue] = [
      await answersSeen.grown(prometheus, span),
      await dueSeen.grown(prometheus, span),
    ];
    for (let i = 0; i < ofAnswers.length; i++) gather.add(ofAnswers[i]!, ofDue[i]!);
  }
  return gather.dispersion();
}

/** Seconds of the run, `until` not included. */
interface Piece {
  readonly zeroAtMs: number;
  readonly from: number;
  readonly until: number;
}

/** The readings of some series, second after second. */
class Readings {
  private readonly query: string;
  private readonly indexes: ReadonlyMap<string, number>;
  private readonly labels: readonly string[];
  /** The last reading of each series. */
  private readonly last: Float64Array;

  constructor(query: string, keys: readonly string[], labels: readonly string[]) {
    this.query = query;
    this.indexes = new Map(keys.map((key, i) => [key, i]));
    this.labels = labels;
    this.last = new Float64Array(keys.length);
  }

  /** By how much each series grew in each second of the piece. Pieces must be asked for in order. */
  async grown(prometheus: Prometheus, { zeroAtMs, from, until }: Piece): Promise<readonly Float64Array[]> {
    const readAtMs = (second: number): number => zeroAtMs + (second + 1) * SECOND_MS;
    const fromMs = readAtMs(from);
    const span = { fromMs, untilMs: readAtMs(until - 1), stepMs: SECOND_MS };
    const grown = Array.from({ length: until - from }, () => new Float64Array(this.last.length));
    for (const series of await prometheus.range(this.query, span)) {
      const index = this.indexes.get(this.labels.map((name) => series.labels[name] ?? '').join('\n'));
      if (index !== undefined) this.follow(series, index, fromMs, grown);
    }
    return grown;
  }

  private follow({ points }: Series, index: number, fromMs: number, grown: readonly Float64Array[]): void {
    for (const { atMs, value } of points) {
      // It is less when one of several generators has ended and is out of sight: see COUNTER_LOOKBACK_MS.
      if (value <= this.last[index]!) continue;
      const second = grown[Math.round((atMs - fromMs) / SECOND_MS)];
      if (second !== undefined) second[index] = value - this.last[index]!;
      this.last[index] = value;
    }
  }
}

const queryOf = (counter: CounterName, runId: string, labels: readonly string[]): string =>
  `sum by (${labels.join(', ')}) (last_over_time(${seriesOf(counter, runId)}[${COUNTER_LOOKBACK_MS}ms])) > 0`;

const keyOf = ({ phase, step, region, drill = '' }: Omit<StepCount, 'count'>): string =>
  [phase, step, region, drill].join('\n');
const keyOfAnswer = (answer: AnswerSeries): string =>
  [keyOf(answer), answer.outcome, answer.within].join('\n');
