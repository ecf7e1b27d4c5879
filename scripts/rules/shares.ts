/**
 * What is recorded of the crowd's answers: rates over the burn windows, and the sums of the whole run. A share is always a rate divided
 * by a rate, each added up before: the mean of many shares would weigh a quiet step like a busy one.
 *
 * Bad and counted answers are those of the verdict: scripts/evidence/indicators.ts.
 */
import { COUNTER, GAUGE, inPrometheus } from '../../scenarios/metrics.ts';
import { type Burns, windowsOf } from './burn.ts';
import { whereAllowed, whereFailed } from './degraded-allowed.ts';
import { by, is, isOneOf, rate, recordName, series, together, whileInRun } from './promql.ts';
import { inSeconds, type RecordingRule, type RuleGroup, type RulesAbout } from './rule.ts';

const PLACE = ['drill', 'region'] as const;
const STEP = [...PLACE, 'step'] as const;
const ANSWER = [...STEP, 'outcome', 'within'] as const;
const TOTAL = ['scenario', 'drill', 'step', 'outcome', 'within'] as const;

const metric = (name: string): string => `k6_carnival_${name}`;
const ratesName = (seconds: number): string => recordName(ANSWER, metric('responses'), `rate${seconds}s`);

/** Late or failed answers, by region, and what share they are of those that count. */
export const lateRate = (seconds: number): string => recordName(PLACE, metric('late'), `rate${seconds}s`);
const judgedRate = (seconds: number): string => recordName(PLACE, metric('judged'), `rate${seconds}s`);
export const lateShare = (seconds: number): string =>
  recordName(PLACE, metric('late'), `ratio_rate${seconds}s`);
/** Failed answers of a step, those that were to succeed, and their share. */
export const failedRate = (seconds: number): string => recordName(STEP, metric('failed'), `rate${seconds}s`);
export const triedRate = (seconds: number): string => recordName(STEP, metric('tried'), `rate${seconds}s`);
export const failedShare = (seconds: number): string =>
  recordName(STEP, metric('failed'), `ratio_rate${seconds}s`);
/** Degraded answers of a step, and their share of what was granted. */
export const degradedRate = (seconds: number): string =>
  recordName(STEP, metric('degraded'), `rate${seconds}s`);
export const degradedShare = (seconds: number): string =>
  recordName(STEP, metric('degraded'), `ratio_rate${seconds}s`);

const totals = recordName(TOTAL, metric('responses'), 'sum');
const unsentTotal = recordName(['scenario', 'drill'], metric('unsent'), 'sum');
const bucketTotals = recordName(['scenario', 'le'], metric('response_time_seconds_bucket'), 'sum');
const sendLagTotals = recordName(['scenario', 'le'], metric('send_lag_seconds_bucket'), 'sum');
/** Of the whole run so far: the verdict's figures at the run's end. */
export const FIGURE = {
  /** The share of `response-time`. */
  inTime: recordName(['drill'], metric('in_time'), 'ratio'),
  /** The share of `success`, by step. */
  succeeded: recordName(['drill', 'step'], metric('succeeded'), 'ratio'),
  responseTimeP99: recordName([], metric('response_time_seconds'), 'p99'),
  /** By phase. The verdict's is the upper bound of the bucket in which it lies. */
  sendLagP99: recordName(['scenario'], metric('send_lag_seconds'), 'p99'),
} as const;

const JUDGED = ['outcome!="stopped"', 'within!="own"'] as const;
const NOT_OWN = 'within!="own"';

/** The parts of an expression over answers, whatever they are taken from: rates or sums. */
function answersOf({ plan }: RulesAbout, from: string) {
  const of = (...matchers: readonly string[]): string => series(from, ...matchers);
  const degraded = is('outcome', 'degraded');
  // As in the verdict, a degraded answer has failed where nothing allows it.
  const failed = [
    of(is('outcome', 'failed'), NOT_OWN),
    ...whereFailed(plan).map((matchers) => of(degraded, NOT_OWN, ...matchers)),
  ];
  const late = of(isOneOf('outcome', ['ok', 'refused', 'degraded']), is('within', 'false'));
  const inTime = [
    of(isOneOf('outcome', ['ok', 'refused']), is('within', 'true')),
    ...whereAllowed(plan).map((matchers) => of(degraded, is('within', 'true'), ...matchers)),
  ];
  const ok = of(is('outcome', 'ok'), NOT_OWN);
  return {
    failed: together(failed),
    late: together([late, ...failed]),
    judged: of(...JUDGED),
    inTime: together(inTime),
    ok,
    tried: together([ok, ...failed]),
    degraded: of(degraded, NOT_OWN),
    granted: of(isOneOf('outcome', ['ok', 'degraded']), NOT_OWN),
  };
}

/** A group for each window: a long one is read less often. */
export const rateGroups = (about: RulesAbout, burns: Burns): readonly RuleGroup[] =>
  windowsOf(burns).map((seconds) => ({
    name: `carnival-rates-${seconds}s`,
    interval: inSeconds(everySeconds(seconds)),
    rules: ratesOver(about, seconds),
  }));

const EVERY_SECONDS_MIN = 2;
const READINGS_A_WINDOW = 20;
const everySeconds = (windowSeconds: number): number =>
  Math.max(EVERY_SECONDS_MIN, Math.round(windowSeconds / READINGS_A_WINDOW));

function ratesOver(about: RulesAbout, seconds: number): readonly RecordingRule[] {
  const responses = inPrometheus(COUNTER.responses);
  const { late, judged, failed, tried, degraded, granted } = answersOf(about, ratesName(seconds));
  return [
    { record: ratesName(seconds), expr: by('sum', ANSWER, rate(responses, seconds)) },
    { record: lateRate(seconds), expr: by('sum', PLACE, late) },
    { record: judgedRate(seconds), expr: by('sum', PLACE, judged) },
    { record: lateShare(seconds), expr: `${lateRate(seconds)} / ${judgedRate(seconds)}` },
    { record: failedRate(seconds), expr: by('sum', STEP, failed) },
    { record: triedRate(seconds), expr: by('sum', STEP, tried) },
    { record: failedShare(seconds), expr: `${failedRate(seconds)} / ${triedRate(seconds)}` },
    { record: degradedRate(seconds), expr: by('sum', STEP, degraded) },
    { record: degradedShare(seconds), expr: `${degradedRate(seconds)} / ${by('sum', STEP, granted)}` },
  ];
}

/** How far a sum looks back: the crowd writes every series every 15 s while its phase lasts. */
const LOOKBACK_SECONDS = 30;
const P99 = 0.99;

/** The sums of the whole run, and the verdict's figures from them. */
export function totalsGroup(about: RulesAbout): RuleGroup {
  const { inTime, judged, ok, tried } = answersOf(about, totals);
  const byDrill = (what: string): string => by('sum', ['drill'], what);
  const byStep = (what: string): string => by('sum', ['drill', 'step'], what);
  const unsent = byDrill(unsentTotal);
  const p99 = (buckets: string): string => `histogram_quantile(${P99}, ${buckets})`;
  return {
    name: 'carnival-totals',
    interval: inSeconds(TOTALS_EVERY_SECONDS),
    rules: [
      totalOf(totals, TOTAL, COUNTER.responses),
      totalOf(unsentTotal, ['scenario', 'drill'], COUNTER.unsent),
      totalOf(bucketTotals, ['scenario', 'le'], COUNTER.responseTimeBucket),
      totalOf(sendLagTotals, ['scenario', 'le'], COUNTER.sendLagBucket),
      {
        record: FIGURE.inTime,
        expr: `${orNone(byDrill(inTime), byDrill(judged))} / (${byDrill(judged)} + ${orNone(unsent, byDrill(judged))})`,
      },
      { record: FIGURE.succeeded, expr: `${orNone(byStep(ok), byStep(tried))} / ${byStep(tried)}` },
      { record: FIGURE.responseTimeP99, expr: p99(by('sum', ['le'], bucketTotals)) },
      { record: FIGURE.sendLagP99, expr: p99(sendLagTotals) },
    ],
  };
}

const TOTALS_EVERY_SECONDS = 5;
/** 0 where there is none of them. */
const orNone = (what: string, all: string): string => `(${what} or 0 * ${all})`;

/**
 * A counter's sum that stays when its phase has ended: then nobody writes its series any more, and the sum takes its own last value. It
 * ends with the run's series, so that a Prometheus of many runs does not keep it for ever.
 */
function totalOf(
  record: string,
  labels: readonly string[],
  counter: (typeof COUNTER)['responses' | 'unsent' | 'responseTimeBucket' | 'sendLagBucket'],
): RecordingRule {
  const recent = (name: string): string => `last_over_time(${name}[${LOOKBACK_SECONDS}s])`;
  const running = by('max', [], recent(inPrometheus(GAUGE.inFlight)));
  return {
    record,
    expr: `${by('sum', labels, recent(inPrometheus(counter)))} or (${whileInRun(record, running)})`,
  };
}
