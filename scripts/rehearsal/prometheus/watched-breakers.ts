/** The breakers of a run and what is counted behind them, as questions to its Prometheus. */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { BOUNDARY, RUN_ID, SHOP_BREAKER } from '../../../scenarios/metrics.ts';
import { breakerQueries } from '../../breakers/queries.ts';
import { BREAKER_JOB } from './breaker-jobs.ts';
import type { Prometheus } from './query.ts';
import type { RunOfSeries } from './series.ts';

/** Each query gives one number, and nothing while its page was not answered. Null: there is no such number. */
export interface WatchedBreaker {
  readonly dependency: string;
  readonly region: string;
  readonly state: string | null;
  readonly opened: string | null;
  readonly calls: string | null;
  readonly rejected: string | null;
  readonly arrivals: string | null;
}

/** Those of the plan, those that a drill is about, and the others of the embedded shop, in each region. */
export async function watchedBreakers(
  prometheus: Prometheus,
  run: RunOfSeries,
  plan: Plan,
): Promise<readonly WatchedBreaker[]> {
  const inDrills = (plan.drills ?? []).flatMap(({ where }) =>
    'dependency' in where ? [where.dependency] : [],
  );
  const ofShop = await shopDependencies(prometheus, run);
  const all = new Set([...Object.keys(plan.breakers ?? {}), ...inDrills, ...ofShop]);
  return [...all].flatMap((dependency) => {
    const regions = regionsOf(plan, dependency);
    return regions.map((region) => watched({ plan, runId: run.runId, dependency, region }));
  });
}

/** Of the embedded shop, which tells all of its dependencies from the start. It may be down at times. */
async function shopDependencies(
  prometheus: Prometheus,
  { runId, startedAtMs, endedAtMs }: RunOfSeries,
): Promise<readonly string[]> {
  const state = `${SHOP_BREAKER.state}{${matchers({ job: BREAKER_JOB, [RUN_ID]: runId })}}`;
  const looks = Math.floor((endedAtMs - startedAtMs) / LOOK_EACH_MS);
  const span = { fromMs: endedAtMs - looks * LOOK_EACH_MS, untilMs: endedAtMs, stepMs: LOOK_EACH_MS };
  const found = await prometheus.range(`count by (dependency) (${state})`, span);
  return found.flatMap(({ labels }) => labels.dependency ?? []);
}

const LOOK_EACH_MS = 10_000;

/** By the number that queries give for it. */
export const BREAKER_STATES = ['closed', 'half-open', 'open'] as const;

/** The states of all breakers now, in one question: of the embedded shop, if it is the target, and of those that the plan names. */
export function breakerStates(plan: Pick<Plan, 'breakers'>, runId: string): string {
  const ofShop = `max by (dependency, region) (${SHOP_BREAKER.state}{${matchers({ [RUN_ID]: runId })}})`;
  const ofPlan = Object.entries(plan.breakers ?? {}).flatMap(([dependency, { metrics = {} }]) =>
    Object.keys(metrics).map((region) => {
      const { state } = queriesOf({ plan, runId, dependency, region });
      return state === null ? null : labelled(labelled(state, 'dependency', dependency), 'region', region);
    }),
  );
  return [ofShop, ...ofPlan.filter((query) => query !== null)].join(' or ');
}

/** With one label more. `$` would be a group of the empty pattern. */
const labelled = (query: string, label: string, value: string): string =>
  `label_replace(${query}, ${JSON.stringify(label)}, ${JSON.stringify(value.replaceAll('$', '$$$$'))}, "", "")`;

/** Where there is a breaker in front of the dependency. */
const regionsOf = ({ breakers = {}, regions }: At['plan'], dependency: string): readonly string[] => {
  const { metrics } = breakers[dependency] ?? {};
  return metrics === undefined ? regions.map(({ name }) => name) : Object.keys(metrics);
};

interface At {
  readonly plan: Pick<Plan, 'breakers' | 'boundaries' | 'regions'>;
  readonly runId: string;
  readonly dependency: string;
  readonly region: string;
}

type OfBreaker = Pick<WatchedBreaker, 'state' | 'opened' | 'calls' | 'rejected'>;

function queriesOf({
  plan,
  runId,
  dependency,
  region,
}: Omit<At, 'plan'> & { readonly plan: Pick<Plan, 'breakers'> }): OfBreaker {
  const settings = plan.breakers?.[dependency] ?? { preset: 'opossum' };
  const page = settings.metrics === undefined ? { region } : { region, dependency };
  const whileUp = (query: string | null): string | null =>
    query === null ? null : answered(query, { ...ofRun(runId), dependency: '', ...page });
  const { state, opened, calls, rejected } = breakerQueries(
    dependency,
    settings,
    matchers({ ...ofRun(runId), ...page }),
  );
  return {
    state: whileUp(state),
    opened: whileUp(opened),
    calls: whileUp(calls),
    rejected: whileUp(rejected),
  };
}

const watched = (at: At): WatchedBreaker => ({
  dependency: at.dependency,
  region: at.region,
  ...queriesOf(at),
  arrivals: arrivalsAt(at),
});

const ofRun = (runId: string): Readonly<Record<string, string>> => ({ job: BREAKER_JOB, [RUN_ID]: runId });

/**
 * A boundary does not know who asks. With breakers of several regions in front of it, its count is nobody's: what one region's breaker
 * lets through would be held against another's that is open.
 */
function arrivalsAt({ plan, runId, dependency, region }: At): string | null {
  const run = ofRun(runId);
  if (plan.boundaries?.[dependency] !== undefined) {
    if (regionsOf(plan, dependency).length > 1) return null;
    const page = { ...run, region: '', dependency };
    return answered(`sum(${BOUNDARY.arrivals}{${matchers(page)}})`, page);
  }
  if (plan.breakers?.[dependency]?.metrics !== undefined) return null;
  const counted = `sum(${SHOP_BREAKER.arrivals}{${matchers({ ...run, dependency, region })}})`;
  return answered(counted, { ...run, dependency: '', region });
}

/** A counter that is not told may mean zero, but not while its page is not answered at all. */
const answered = (query: string, page: Readonly<Record<string, string>>): string =>
  `(${query}) and on () (max(up{${matchers(page)}}) == 1)`;

const matchers = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
