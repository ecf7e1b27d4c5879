/**
 * The canary of the plan's gray release may fail at most a share more of its answers than the stable version, and may be slower by
 * at most some milliseconds. The verdict says what to do with it. *Roll back*: it is worse than that, with evidence. *Promote*: it is
 * proven not to be. *Hold*: neither, and what it would take. How the two are compared: compare-versions.ts.
 */
import type { z } from 'zod';
import { samplesToProve } from '../evidence/binomial.ts';
import type { Cell, CellState } from '../evidence/cell.ts';
import { compareVersions, PAIRED_SECONDS_MIN, type VersionsCompared } from '../evidence/compare-versions.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { GrayDecision } from '../evidence/gray-decision.ts';
import type { Difference } from '../evidence/share-difference.ts';
import { above0, type DeepReadonly, targetShare, text } from '../mistakes/fields.ts';
import { inFull, inShort, plural } from '../text/numbers.ts';
import { mayDegrade } from './degraded.ts';
import { checkOneCell, checkOneStep, type ObjectiveKind, objectiveFields } from './kind.ts';

/** Without `step`, it is about all steps of the release. Without `slowerMsMax`, it may be as slow as it likes. */
const schema = objectiveFields('canary', {
  step: text.exactOptional(),
  worseShareMax: targetShare,
  slowerMsMax: above0.exactOptional(),
});
type Canary = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    canary: Canary;
  }
}

export const canary = {
  schema,
  isA: 'sample',
  // It leaves the windows of drills out by itself: versions are compared by the second.
  over: 'whole run',
  check(objective, at) {
    checkOneCell(objective, at);
    const { step, ...others } = objective;
    if (step !== undefined) checkOneStep({ ...others, step }, at);
    const { plan, path, report } = at;
    const steps = plan?.gray?.steps;
    if (plan !== undefined && !('gray' in plan))
      report(
        path,
        'judges a canary, but the plan has no gray release',
        'add gray: { service, version, regions, share, steps }',
      );
    else if (step !== undefined && steps?.every((each) => each !== undefined && each !== step) === true)
      report([...path, 'step'], 'is not a step of the gray release', `its steps are ${steps.join(', ')}`);
  },
  isAbout: ({ step }, crowd) => step === undefined || crowd.visits(step),
  judge: (objective, evidence) => ({
    unit: 'share',
    targetMin: null,
    targetMax: objective.worseShareMax,
    cells: [cellOf(objective, evidence)],
  }),
} satisfies ObjectiveKind<Canary>;

function cellOf(objective: Canary, { plan, observations }: Evidence): Cell {
  const { step = null, informative = false, worseShareMax } = objective;
  const place = { phase: null, step, region: null, required: !informative };
  const nothing = { ...place, figure: null, lower: null, upper: null, n: 0, sample: null } as const;
  const { gray } = plan;
  if (gray === undefined || observations.versions === undefined)
    return { ...nothing, state: 'not-proven', reason: 'hold: versions were not counted' };
  const compared = compareVersions(observations.versions, {
    plan,
    gray,
    steps: step === null ? gray.steps : [step],
    degradedFails: (name) => !mayDegrade(plan, name),
  });
  const { decision, why } = decide(objective, gray.version, compared);
  const { failed, canary: counted, stable } = compared;
  return {
    ...place,
    state: STATES[decision],
    figure: failed?.difference ?? null,
    lower: finite(failed?.lower),
    upper: finite(failed?.upper),
    n: counted.n,
    sample: {
      chance: failed === null ? 1 : compared.chanceOfMore(worseShareMax),
      deff: null,
      own: 0,
      secondsJudged: null,
      secondsBad: null,
    },
    gray: {
      decision,
      version: gray.version,
      canaryAnswers: counted.n,
      stableAnswers: stable.n,
      unknownAnswers: compared.unknown,
      pairedSeconds: compared.pairedSeconds,
      blocks: compared.blocks,
      failedShare: withoutInfinity(failed),
      serviceMs: withoutInfinity(compared.slowerMs),
    },
    reason: `${IN_WORDS[decision]}: ${why}`,
  };
}

type Decision = GrayDecision['decision'];
const STATES = { promote: 'pass', hold: 'not-proven', 'roll-back': 'fail' } as const satisfies Record<
  Decision,
  CellState
>;
const IN_WORDS: Readonly<Record<Decision, string>> = {
  promote: 'promote',
  hold: 'hold',
  'roll-back': 'roll back',
};

interface Decided {
  readonly decision: Decision;
  readonly why: string;
}

function decide(objective: Canary, version: string, compared: VersionsCompared): Decided {
  const { elsewhere, canaryAnswers, pairedSeconds, canary: counted } = compared;
  const [leaked] = Object.entries(elsewhere);
  if (leaked !== undefined) {
    const why = `version ${version} answered ${plural(leaked[1], 'request')} in ${leaked[0]}, where it takes no traffic`;
    return { decision: 'roll-back', why };
  }
  if (canaryAnswers === 0)
    return { decision: 'hold', why: `no answer said that it was from version ${version}: does it say so?` };
  const measures = measuresOf(objective, compared);
  const worse = measures.filter(isWorse);
  if (worse.length > 0) return { decision: 'roll-back', why: inWords(worse, compared) };
  if (pairedSeconds < PAIRED_SECONDS_MIN) {
    const why = `both versions answered in ${plural(pairedSeconds, 'second')}, and it takes ${PAIRED_SECONDS_MIN}`;
    return { decision: 'hold', why };
  }
  const needed = samplesToProve(1 - objective.worseShareMax);
  if (counted.n < needed) {
    const why = `${plural(counted.n, 'answer')} of the canary, but at most ${points(objective.worseShareMax)} more failures take ${inFull(needed)}`;
    return { decision: 'hold', why };
  }
  const unclear = measures.filter(({ upper, max }) => !(upper <= max));
  if (unclear.length === 0) return { decision: 'promote', why: inWords(measures, compared) };
  const why = [inWords(unclear, compared), ...unclear.map((each) => whatItTakes(each, compared))].join('; ');
  return { decision: 'hold', why };
}

/** What is compared, and how much worse it may be. */
interface Measure extends Difference {
  readonly max: number;
  readonly said: string;
  readonly unit: (value: number) => string;
}

function measuresOf(
  { worseShareMax, slowerMsMax }: Canary,
  { failed, slowerMs, canaryAnswers, unknown }: VersionsCompared,
): readonly Measure[] {
  if (failed === null || slowerMs === null) return [];
  // Every request without an answer may have been the canary's.
  const upper = failed.upper + unknown / Math.max(1, canaryAnswers + unknown);
  const shares = { ...failed, upper, max: worseShareMax, said: 'failed', unit: points };
  if (slowerMsMax === undefined) return [shares];
  return [shares, { ...slowerMs, max: slowerMsMax, said: 'mean service time', unit: inMs }];
}

const isWorse = ({ lower, max }: Measure): boolean => lower > max;

const points = (share: number): string => `${inShort(share * 100)} points`;
const inMs = (ms: number): string => `${inShort(ms)} ms`;
const signed = (value: number, unit: Measure['unit']): string => {
  if (!Number.isFinite(value)) return 'any';
  return value > 0 ? `+${unit(value)}` : unit(value);
};

function inWords(measures: readonly Measure[], compared: VersionsCompared): string {
  const { canary: counted, stable, pairedSeconds, blocks, unknown } = compared;
  const said = measures.map(
    ({ said: what, unit, difference, lower, upper, floor, max }) =>
      `${what} ${signed(difference, unit)} (${signed(lower, unit)} to ${signed(upper, unit)}), limit ${signed(max, unit)}, least that could show ${unit(floor)}`,
  );
  const lost = unknown > 0 ? [`${inFull(unknown)} without an answer may be the canary's`] : [];
  const from = `${inFull(counted.n)} canary and ${inFull(stable.n)} stable answers in ${inFull(blocks)} blocks of ${inShort(pairedSeconds / blocks)} s`;
  return [...said, ...lost, from].join('; ');
}

/** Bounds close in with the square root of the answers. */
function whatItTakes(
  { difference, lower, upper, max }: Measure,
  { canary: counted }: VersionsCompared,
): string {
  const reach = difference <= max ? upper - difference : difference - lower;
  const more = counted.n * ((reach / (max - difference)) ** 2 - 1);
  return Number.isFinite(more)
    ? `about ${inFull(Math.ceil(more))} more answers of the canary would decide`
    : 'more answers of the canary would decide';
}

const finite = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;

const withoutInfinity = (difference: Difference | null): GrayDecision['failedShare'] =>
  difference === null
    ? null
    : {
        difference: difference.difference,
        lower: finite(difference.lower),
        upper: finite(difference.upper),
        floor: finite(difference.floor),
      };
