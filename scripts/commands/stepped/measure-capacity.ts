/** `carnival capacity --plan` without `--from`: checks all that is asked, measures, answers, and confirms the answer by one more run. */
import { join, relative } from 'node:path';
import type { CapacitySettings } from '../../../scenarios/campaigns/capacity-settings.ts';
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { type ReplicaSettings, replicaTruth } from '../../../scenarios/targets/mock-shop/replicas.ts';
import { isCarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';
import type { Question } from '../../capacity/answer.ts';
import {
  type Capacity,
  type CapacitySource,
  type Confirmation,
  capacityOf,
  usualErrors,
} from '../../capacity/capacity.ts';
import { CAPACITY_VERSION } from '../../capacity/capacity-file.ts';
import type { Level } from '../../capacity/level.ts';
import { LEVELS_MIN } from '../../capacity/model.ts';
import type { Price } from '../../capacity/prices.ts';
import type { Curve } from '../../capacity/usl.ts';
import type { Forecast } from '../../forecast/forecast.ts';
import { runForecast } from '../../forecast/run-forecast.ts';
import type { Subject } from '../../forecast/subject.ts';
import { type Mistake, PlanError } from '../../mistakes/plan-error.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { writeFiles } from '../../rehearsal/write-files.ts';
import { ceilingsOf, type Filled } from '../../stepped/ceilings.ts';
import { levelPlan } from '../../stepped/level-plan.ts';
import type { LevelResult } from '../../stepped/level-result.ts';
import { levelsOf } from '../../stepped/levels-of.ts';
import { type Mix, mixOf } from '../../stepped/mix.ts';
import { inShort } from '../../text/numbers.ts';
import { say } from '../../text/terminal.ts';
import type { Words } from '../../words/words.ts';
import { responseShareOf } from '../capacity-for-plan.ts';
import type { Asked, CapacityOptions } from '../capacity-options.ts';
import { planFrom } from '../plan-from.ts';
import { rehearsalMistakes } from '../rehearse.ts';
import { subjectFrom } from '../subject-from.ts';
import { accessFor, admitted, withTargets } from '../target-option.ts';
import { withSteppedRun } from './stepped-run.ts';

export interface Measured {
  /** The last run may have been interrupted: then it has confirmed nothing. */
  readonly interrupted: boolean;
  readonly capacity: Capacity;
  /** Where its files belong. */
  readonly folder: string;
}

export interface MeasureOptions {
  readonly options: CapacityOptions & { readonly plan: string };
  readonly asked: Asked;
  /** Mistakes in the command's other options. */
  readonly mistakes: readonly Mistake[];
  readonly questionOf: (plan: Plan, forecast: () => Forecast) => Promise<Question>;
  readonly zoneMistakes: (plan: Plan) => readonly Mistake[];
  readonly price: Price | null;
  readonly words: Words;
}

type MeasuredPlan = Plan & { readonly capacity: CapacitySettings };

const LEVELS_FILE = 'levels.json';
const SEED = 1;

/**
 * @returns null when it was interrupted: what was measured so far is in its folder
 * @throws PlanError with every mistake, before anything is started; CarnivalError (90) where the levels do not tell
 */
export async function measureCapacity(given: MeasureOptions): Promise<Measured | null> {
  const { options, asked, words } = given;
  const subject = await subjectFrom(options.shop);
  const { access, mistakes } = accessFor(options, subject);
  const others = [
    ...given.mistakes,
    ...rehearsalMistakes({ ...options, fault: [], misbehave: [] }),
    ...mistakes,
  ];
  const plan = await measurable(subject, options, others, given.zoneMistakes);
  const goodShare = responseShareOf(plan)!;
  const forecast = runForecast(plan, subject);
  const mix = mixOf(plan, subject, forecast);
  await checkLevel(plan, mix, subject, options);
  const targets = options.target.length === 0 ? null : await admitted(options, subject, plan, access);
  const seed = asked.seed ?? SEED;
  const source = {
    ...{ name: plan.name, objective: { share: goodShare, withinMs: plan.withinMs }, seed },
    truth: targets === null ? truthOf(plan) : null,
  };
  // Before anything is started: what is asked goes into the file after each level too.
  const asks = await given.questionOf(plan, () => forecast);
  const questionBy = (levels: readonly Level[]): Question & { readonly unknown: readonly string[] } => {
    const { tiers, unknown } = ceilingsOf(plan.capacity.tiers ?? [], filledIn(levels));
    return { ...asks, unknown, tiers: asks.tiers.length > 0 ? asks.tiers : tiers };
  };
  const kept = (levels: readonly Level[]): string => levelsText(source, levels, questionBy(levels));
  let hasLevels = false;
  begin(plan, mix, words);
  return withSteppedRun(
    {
      ...{ plan, subject, mix, goodShare, targets, access, seed, words },
      edgesMin: LEVELS_MIN,
      ...{ runs: options.runs, shopPort: options.shopPort ?? null },
      tell: async (folder, result, all) => {
        hasLevels = true;
        say(process.stderr, words.capacity.stepped.level(levelText(result, words)));
        await keep(folder, kept(levelsOf(all)));
      },
    },
    async ({ folder, searches, confirm }) => {
      const place = `${relative(process.cwd(), join(folder, LEVELS_FILE))}`;
      if (searches === null) {
        const { interrupted, nothing } = words.capacity.stepped;
        say(process.stderr, hasLevels ? interrupted(place) : nothing);
        return null;
      }
      say(process.stderr, words.capacity.stepped.levels(place));
      const levels = levelsOf(searches);
      await keep(folder, kept(levels));
      const measured = { ...source, levels, errors: asked.errors ?? usualErrors(levels) };
      const { unknown, ...question } = questionBy(levels);
      if (unknown.length > 0) say(process.stderr, words.capacity.stepped.unknownTiers(unknown.join(', ')));
      const first = capacityOf(measured, question, given.price);
      const { replicas, perSecond } = claimOf(first, plan.capacity);
      say(
        process.stderr,
        words.capacity.stepped.confirms(words.capacity.counted(String(replicas), true), inShort(perSecond)),
      );
      const confirmed = await confirm(replicas, perSecond);
      const confirmation = confirmed ?? {
        ...{ replicas, offered: perSecond, throughput: 0, isConfirmed: false, why: 'it was interrupted' },
      };
      // The curve rests on the levels alone.
      const capacity = { ...first, source: { ...measured, confirmation } };
      return { folder, interrupted: confirmed === null, capacity };
    },
  );
}

/** Only what was held: beyond its edge a target does other work than answering. */
const filledIn = (levels: readonly Level[]): readonly Filled[] =>
  levels.flatMap(({ saturations = {}, throughput }) =>
    Object.entries(saturations).map(([tier, share]) => ({ tier, share, throughput })),
  );

async function measurable(
  subject: Subject,
  options: MeasureOptions['options'],
  others: readonly Mistake[],
  zoneMistakes: MeasureOptions['zoneMistakes'],
): Promise<MeasuredPlan> {
  const plan = await planFrom(subject, { plan: options.plan }, (known, isMistaken) => [
    ...withTargets(options, subject, others)(known, isMistaken),
    ...(known === null ? [] : [...lackingIn(known, options), ...zoneMistakes(known)]),
  ]);
  return plan as MeasuredPlan;
}

function lackingIn(plan: Plan, { plan: name, target, shop }: MeasureOptions['options']): readonly Mistake[] {
  const tell = (problem: string, hint: string): Mistake => ({ path: '--plan', value: name, problem, hint });
  return [
    ...(plan.capacity === undefined
      ? [
          tell(
            'does not say what is to be measured',
            'add capacity: { counts: [1, 2, 3, 4, 6, 8] } to it; or name measurements with --from',
          ),
        ]
      : []),
    ...(plan.capacity !== undefined && plan.capacity.counts.length < LEVELS_MIN
      ? [
          {
            ...{ path: 'capacity.counts', value: plan.capacity.counts.length },
            problem: `are too few for a curve, which takes ${LEVELS_MIN} different ones`,
            hint: 'add counts between them or beyond: 1, 2, 3, 4, 6, 8',
          },
        ]
      : []),
    ...(responseShareOf(plan) === null
      ? [tell('has no objective for response times', 'add one: a capacity is what keeps it')]
      : []),
    ...(target.length === 0 && (shop !== undefined || !isCarnivalPlan(plan))
      ? [{ path: '--target', value: undefined, problem: 'is missing', hint: 'say where the shop listens' }]
      : []),
    ...(target.length > 0 && plan.capacity !== undefined && plan.capacity.scale === undefined
      ? [tell('does not say how the target is scaled', 'add capacity.scale: { command, ready }')]
      : []),
  ];
}

/** A level is a plan of its own: what is wrong with it is told before anything is started. */
async function checkLevel(
  plan: Plan,
  mix: Mix,
  subject: Subject,
  { plan: name }: MeasureOptions['options'],
): Promise<void> {
  if (!(mix.requestsPerSecond > 0))
    throw new PlanError('plan', [
      {
        path: `phases · ${mix.phase}`,
        value: undefined,
        problem: 'has no steady load: nobody, only herds, or shoppers who were there before',
        hint: 'name another phase: capacity.phase',
      },
    ]);
  const load = { perSecond: mix.requestsPerSecond, seconds: 1 };
  const written = levelPlan(plan, mix, load, subject.known.behaviours);
  await planFrom(subject, { plan: name, written });
}

const truthOf = (plan: Plan): Curve | null => {
  const replicas: ReplicaSettings | undefined = isCarnivalPlan(plan) ? plan.shop.replicas : undefined;
  return replicas === undefined ? null : replicaTruth(replicas);
};

function begin({ name, capacity }: MeasuredPlan, { phase, leftOut }: Mix, words: Words): void {
  const { stepped } = words.capacity;
  const counts = capacity.counts.toSorted((one, other) => one - other).join(', ');
  say(process.stderr, stepped.begins(name, counts, phase));
  if (leftOut.length > 0) say(process.stderr, stepped.leftOut(leftOut.join(', ')));
}

const levelText = (
  { replicas, repetition, perSecond, state, why, throughput, settleSeconds }: LevelResult,
  words: Words,
) => ({
  ...{ counted: words.capacity.counted(String(replicas), true), time: String(repetition + 1), state },
  ...{ offered: inShort(perSecond), throughput: inShort(throughput), settled: String(settleSeconds) },
  why: words.message(why),
});

/** What `--from` reads: with the headroom and the ceilings, or it would answer otherwise than the run itself. */
export function levelsText(
  { name: _, ...source }: Omit<CapacitySource, 'levels' | 'errors'>,
  levels: readonly Level[],
  { tiers, utilisation, zones, lostZones, extrapolate }: Omit<Question, 'demand'>,
): string {
  const question = { utilisation, zones, lostZones, extrapolate };
  return `${JSON.stringify({ version: CAPACITY_VERSION, ...source, tiers, question, levels }, null, 2)}\n`;
}

/** After each level, so that an interrupted run has what it has measured. */
async function keep(folder: string, text: string): Promise<void> {
  await writeFiles(folder, [{ file: LEVELS_FILE, text }]).catch((error: unknown) => {
    say(process.stderr, `${LEVELS_FILE}: ${reasonOf(error)}`);
  });
}

/**
 * What is tried again before it is claimed: the answer's own machines under the highest demand, where so many were measured; else as
 * much as the largest count surely carries.
 */
export function claimOf(
  { answer, question, model }: Capacity,
  { counts }: Pick<CapacitySettings, 'counts'>,
): Pick<Confirmation, 'replicas'> & { readonly perSecond: number } {
  const most = Math.max(...counts);
  if (answer?.kind === 'enough' && question !== null && answer.n <= most)
    return { replicas: answer.n, perSecond: Math.min(question.demand.high, answer.needed) };
  const largest = model.groups.at(-1)!;
  const surely = largest.throughput - (largest.halfWidth ?? 0);
  // Levels that scatter as widely as they are high surely carry nothing: half of them is tried.
  return { replicas: largest.n, perSecond: Math.max(surely, largest.throughput / 2) };
}
