/** Before anything starts: the user's own Prometheus is asked every query of the plan once, so that a typo costs no rehearsal. */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import type { Resolve } from '../../admission/admission.ts';
import { type Mistake, PlanError } from '../../mistakes/plan-error.ts';
import { PrometheusError } from '../prometheus/query.ts';
import { credentialHeaders, isHeaders } from './credentials.ts';
import { questionsOf } from './questions.ts';
import { connectTheirs, severalSeries, type TheirPrometheus, type When } from './their-prometheus.ts';

const TRY_LIMIT_MS = 10_000;
/** More than a clock that is kept has, and less than a scrape. */
const SKEW_SECONDS_MAX = 5;
const MS_PER_SECOND = 1000;

export interface Tried {
  /** Null: the plan names none, or has nothing to ask it. */
  readonly theirs: TheirPrometheus | null;
  /** In words: what cannot be known yet. */
  readonly notes: readonly string[];
}

/** @throws PlanError with every mistake in its address, its credentials and the queries */
export async function tryQueries(
  plan: Plan,
  { resolve, env }: { readonly resolve: Resolve; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<Tried> {
  const { prometheus } = plan;
  const queries = queriesOf(plan);
  if (prometheus === undefined || queries.length === 0) return { theirs: null, notes: [] };
  const fail = (mistakes: readonly Mistake[]): never => {
    throw new PlanError(`plan "${plan.name}"`, mistakes);
  };
  const headers = credentialHeaders(prometheus, env);
  if (!isHeaders(headers)) return fail(headers);
  const theirs = await unlessRefused(connectTheirs(prometheus.url, headers, resolve));
  const url = (problem: string, hint: string): Mistake => ({
    path: 'prometheus.url',
    value: prometheus.url,
    problem,
    hint,
  });
  const IS_IT_THERE = 'is it running, and is this its address?';
  if (theirs instanceof PrometheusError) return fail([url(theirs.message, IS_IT_THERE)]);
  const clock = await unlessRefused(theirs.ask({ query: 'time()', when: 'now', limitMs: TRY_LIMIT_MS }));
  if (clock instanceof PrometheusError) {
    if (!clock.message.includes('credentials'))
      return fail([url(`cannot be read: ${clock.message}`, IS_IT_THERE)]);
    const hint = prometheus.auth === undefined ? 'add "auth" to it' : 'check the variables that "auth" names';
    return fail([url(`cannot be read: ${clock.message}`, hint)]);
  }
  const skew = Number(clock[0]?.points[0]?.value) - Date.now() / MS_PER_SECOND;
  if (!(Math.abs(skew) <= SKEW_SECONDS_MAX))
    return fail([
      url(
        `has a clock that is ${Math.round(skew)} s from this machine's`,
        'set both clocks: its windows would be others than the run’s',
      ),
    ]);
  const mistakes: Mistake[] = [];
  const notes: string[] = [];
  for (const { path, written, query, looksBack } of queries) {
    const nowMs = Date.now();
    const when: When = looksBack ? { atMs: nowMs } : { fromMs: nowMs, untilMs: nowMs, stepMs: MS_PER_SECOND };
    const tell = (problem: string, hint: string): void => {
      mistakes.push({ path, value: written, problem, hint });
    };
    const answer = await unlessRefused(theirs.ask({ query, when, limitMs: TRY_LIMIT_MS }));
    if (answer instanceof PrometheusError) {
      tell(`cannot be asked: ${answer.message}`, 'try it in Prometheus’s own page first');
      continue;
    }
    const several = severalSeries(answer);
    if (several !== null) tell(several, 'aggregate them: max(…), sum(…), or name one by its labels');
    if (answer.length === 0)
      notes.push(`${path}: “${written}” finds nothing yet; if that stays so, it is not proven`);
  }
  if (mistakes.length > 0) return fail(mistakes);
  return { theirs, notes };
}

interface Query {
  readonly path: string;
  readonly written: string;
  readonly query: string;
  /** Asked at one moment, and not over a range. */
  readonly looksBack: boolean;
}

const queriesOf = (plan: Plan): readonly Query[] => [
  ...(plan.capacity?.tiers ?? []).flatMap(({ saturation }, i) =>
    saturation === undefined
      ? []
      : [
          {
            path: `capacity.tiers[${i}].saturation`,
            ...{ written: saturation, query: saturation, looksBack: true },
          },
        ],
  ),
  ...questionsOf(plan).map(({ stepMs, ...question }) => ({ ...question, looksBack: stepMs === null })),
  ...(plan.abort ?? []).flatMap((clause, i) =>
    'promql' in clause
      ? [
          {
            path: `abort[${i}].promql.query`,
            written: clause.promql.query,
            query: clause.promql.query,
            looksBack: true,
          },
        ]
      : [],
  ),
];

const unlessRefused = <T>(answer: Promise<T>): Promise<T | PrometheusError> =>
  answer.catch((error: unknown) => {
    if (error instanceof PrometheusError) return error;
    throw error;
  });
