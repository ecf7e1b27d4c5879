/** What a drill is about: the plan's burst on the run's own seconds, what replicas carry, and who scales them. */
import { join } from 'node:path';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import {
  carriedPerSecond,
  type ReplicaSettings,
  serviceMsAt,
} from '../../scenarios/targets/mock-shop/replicas.ts';
import { isCarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { type Model, modelOf } from '../capacity/model.ts';
import { offeredBySecond } from '../forecast/offered-by-second.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import type { Subject } from '../forecast/subject.ts';
import { projectRoot } from '../machine/project-root.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { curvesOf, perReplicaOf } from '../scale-out/curves.ts';
import { hpaAutoscaler } from '../scale-out/hpa-autoscaler.ts';
import { readHpaManifest } from '../scale-out/hpa-manifest.ts';
import type { Hpa } from '../scale-out/hpa-spec.ts';
import { MS_PER_SECOND } from '../scale-out/seconds.ts';
import { type GivenSettings, type Settings, settingsWith } from '../scale-out/settings.ts';
import { shoppersOf } from '../scale-out/shoppers.ts';
import { burstIn, fewestThatCarry } from '../scale-out-drill/burst.ts';
import { callOf } from '../scale-out-drill/calls.ts';
import { embeddedSettings, SCRAPE_SECONDS } from '../scale-out-drill/drill-settings.ts';
import type { ToSimulate } from '../scale-out-drill/simulated.ts';
import type { CheckedHpa } from '../scale-out-drill/watch-hpa.ts';
import { inFull } from '../text/numbers.ts';
import { NO_REPLICAS, objectiveMistakes, targetShareOf } from './capacity-for-plan.ts';
import { capacitySourceFrom, smallText } from './capacity-source.ts';
import { delaysIn } from './delays-file.ts';
import { planFrom } from './plan-from.ts';
import type { ScaleOutNumbers, ScaleOutOptions } from './scale-out-options.ts';
import { subjectFrom } from './subject-from.ts';

export const DRILL_PLAN = 'scale-out-drill';
/** The autoscaler of that plan. */
const DRILL_HPA = join('scenarios', 'campaigns', `${DRILL_PLAN}.hpa.yaml`);

export interface AskedDrill extends ToSimulate {
  readonly plan: Plan;
  readonly hpa: Hpa;
  readonly settings: Settings;
  readonly scrapeSeconds: number;
  readonly callingAlerts: readonly string[];
  readonly likely: Float64Array;
  readonly needed: number;
}

/** @throws PlanError with every mistake; CarnivalError where a file cannot be read */
export async function askedDrill(
  options: ScaleOutOptions,
  { draws, seed, extrapolate = 1 }: ScaleOutNumbers,
  watched: CheckedHpa | null,
): Promise<AskedDrill> {
  const given = await delaysIn(options.delays);
  const subject = await subjectFrom(options.shop);
  const plan = await planFrom(subject, { plan: options.plan ?? DRILL_PLAN });
  const capacity = options.capacity === undefined ? null : await capacitySourceFrom(options.capacity);
  const replicas = isCarnivalPlan(plan) ? (plan.shop.replicas ?? null) : null;
  const hpa = await hpaOf(options, watched);
  const model = capacity === null ? null : modelOf(capacity.source.levels, capacity.source);
  const mistakes = [
    ...(watched === null && replicas === null ? [WITHOUT_REPLICAS] : []),
    ...(watched === null ? [...metricMistakes(hpa), ...mostMistakes(hpa, replicas)] : []),
    ...(model === null || model.axis === 'replicas' ? [] : [NO_REPLICAS]),
    ...(capacity === null ? [] : objectiveMistakes(capacity, plan)),
  ];
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const { call, goal, alerts } = callOf(plan);
  const settings = settingsOf(plan, replicas, watched, given);
  const autoscaler = hpaAutoscaler(hpa, settings);
  const replicasMax = Math.max(hpa.maxReplicas, replicas?.countMax ?? 0);
  const carried = carriedBy({ model, replicas, replicasMax, extrapolate });
  const replicasFirst = watched?.look.asked ?? replicas!.count;
  const demand = offeredBySecond(plan, subject);
  const burst = burstIn(demand, replicasFirst * (carried.likely[replicasFirst] ?? 0));
  if (burst === null) throw new PlanError('plan', [noBurst(plan, replicasFirst)]);
  const world = {
    ...{ demand, burstSeconds: burst.beginsSeconds, autoscaler, settings, replicasMax, replicasFirst },
    shoppers: {
      ...shoppersOn(plan, subject, settings, burst.beginsSeconds),
      waitSecondsMax: replicas === null || watched !== null ? null : waitSecondsMax(plan, replicas),
    },
    ...{ ceiling: Number.POSITIVE_INFINITY, targetShare: targetShareOf(capacity?.source ?? null, plan) },
  };
  return {
    ...{ plan, hpa, settings, world, burst, draws, seed, ...carried, scrapeSeconds: SCRAPE_SECONDS },
    ...{ needed: fewestThatCarry(carried.likely, burst.level), callingAlerts: alerts },
    strategy: { floor: null, shedsFirst: false, goal, call: call ? settings.call : null },
  };
}

async function hpaOf({ hpa, plan = DRILL_PLAN }: ScaleOutOptions, watched: CheckedHpa | null): Promise<Hpa> {
  if (hpa !== undefined) return readHpaManifest(await smallText(hpa, 'name a manifest in YAML'), hpa);
  if (watched !== null) return readHpaManifest(watched.manifest, watched.name.name);
  if (plan === DRILL_PLAN)
    return readHpaManifest(
      await smallText(join(projectRoot(), DRILL_HPA), 'it comes with Carnival'),
      DRILL_HPA,
    );
  const hint = 'name the manifest of your autoscaler';
  throw new PlanError('command line', [{ path: '--hpa', value: undefined, problem: 'is missing', hint }]);
}

function settingsOf(
  plan: Plan,
  replicas: ReplicaSettings | null,
  watched: CheckedHpa | null,
  given: GivenSettings,
): Settings {
  return watched !== null || replicas === null
    ? settingsWith(given)
    : embeddedSettings(plan, replicas, given);
}

interface ToCarry {
  readonly model: Model | null;
  readonly replicas: ReplicaSettings | null;
  readonly replicasMax: number;
  readonly extrapolate: number;
}

/** What is measured, or else what the plan of the embedded shop says. */
function carriedBy({
  model,
  replicas,
  replicasMax,
  extrapolate,
}: ToCarry): Pick<AskedDrill, 'likely' | 'curves'> {
  if (model !== null) {
    const farthest = Math.floor(model.measuredTo * extrapolate);
    return {
      likely: perReplicaOf(model.curve, replicasMax, farthest),
      curves: curvesOf(model, replicasMax, farthest),
    };
  }
  const likely = new Float64Array(replicasMax + 1);
  for (let n = 1; n <= replicasMax; n++) likely[n] = carriedPerSecond(replicas!, n) / n;
  return { likely, curves: [likely] };
}

/** What the limit leaves beside the service itself: here it is known, and not a part of what was measured. */
const waitSecondsMax = ({ withinMs }: Plan, { countMax, ...replicas }: ReplicaSettings): number =>
  Math.max(0, withinMs - serviceMsAt(replicas, countMax)) / MS_PER_SECOND;

/** Of the phase in which the burst begins. */
function shoppersOn(plan: Plan, subject: Subject, settings: Settings, burstSeconds: number) {
  const { phase } = timetable(plan).findLast(({ startMs }) => startMs <= burstSeconds * MS_PER_SECOND) ?? {
    phase: plan.phases[0]!.name,
  };
  return shoppersOf(plan, subject.shopOf(plan), runForecast(plan, subject), phase, settings, 'rehearsal');
}

const WITHOUT_REPLICAS: Mistake = {
  path: 'shop.replicas',
  value: undefined,
  problem: 'is missing: there is nothing to scale',
  hint: `take the plan ${DRILL_PLAN}, or say --target and --watch-hpa`,
};

/** The run's Prometheus tells how busy replicas are, and no more. */
const metricMistakes = ({ metrics }: Hpa): readonly Mistake[] =>
  metrics.flatMap((metric, i) =>
    metric.kind === 'Resource' && metric.resource === 'cpu' && metric.target.type === 'Utilization'
      ? []
      : [
          {
            ...{ path: `--hpa: spec.metrics[${i}]`, value: metric.kind },
            problem: 'is no metric that a drill of the embedded shop can make',
            hint: 'it can make cpu with averageUtilization: how busy replicas are',
          },
        ],
  );

/** The shop's balancer refuses more, and the simulation would have them. */
const mostMistakes = ({ maxReplicas }: Hpa, replicas: ReplicaSettings | null): readonly Mistake[] =>
  replicas === null || maxReplicas <= replicas.countMax
    ? []
    : [
        {
          ...{ path: '--hpa: spec.maxReplicas', value: maxReplicas },
          problem: `is above shop.replicas.countMax (${replicas.countMax})`,
          hint: 'raise countMax, or write a lower maximum',
        },
      ];

const noBurst = (plan: Plan, replicas: number): Mistake => ({
  path: 'phases',
  value: undefined,
  problem: `of ${plan.name} never ask for more than the first ${inFull(replicas)} replicas carry`,
  hint: 'a drill needs a burst: raise its rates, or begin with fewer replicas',
});
