/**
 * Whether a head is worse than a base by more than a tolerance. Like a verdict: what is worse must be shown among all differences (Holm),
 * what passes must be proven for all that the plan requires and for the time of all steps, and everything else cannot be told.
 *
 * A false alarm costs a team's trust in its CI, so the chance of even one is at most 0.25 % a gate, and not 5 %.
 */
import { z } from 'zod';
import { ALPHA } from '../evidence/binomial.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { turnsSchema } from './ab/turns.ts';
import { compare, isSameMachine, loadChanges } from './compare.ts';
import { comparisonSchema } from './comparison.ts';
import { type Extract, type FigureSeen, whyNoEvidence } from './extract.ts';
import { stepsOf } from './step-blocks.ts';
import { stepDown } from './step-down.ts';
import { isSameCell, isUnknown, nameOf, type Tested, testsOf, timeName } from './tests-of.ts';
import { type Tolerance, toleranceOf } from './tolerance.ts';
import { secondsMore, takes } from './what-it-takes.ts';

/** Rises when a field changes its meaning or is removed. New fields may appear at any time. */
export const GATE_VERSION = 1;

export const FALSE_ALARM_CHANCE = 0.0025;

const gated = z.object({
  of: z.enum(['share', 'time']),
  name: z.string(),
  required: z.boolean(),
  difference: z.number(),
  tolerance: z.number(),
  lower: z.number().nullable().describe('Bound at the level of the gate: above the tolerance, it is worse.'),
  upper: z
    .number()
    .nullable()
    .describe('One-sided 95 % bound over all attempts: up to the tolerance, it is not worse.'),
  wouldShow: z
    .number()
    .nullable()
    .describe('A true difference of this much would have been called worse in nine of ten such gates.'),
  state: z.enum(['worse', 'not-worse', 'cannot-tell']),
  takes: z.string().nullable().describe('What it would take to tell.'),
});
export type Gated = DeepReadonly<z.output<typeof gated>>;

export const gateSchema = z.object({
  version: z.literal(GATE_VERSION),
  outcome: z.enum(['not-worse', 'worse', 'cannot-tell']),
  exitCode: z.literal([EXIT.pass, EXIT.fail, EXIT.inconclusive]),
  why: z.array(z.string()).describe('What decided, the most important first.'),
  falseAlarmChance: z.number(),
  tolerance: z.object({ share: z.number(), timeShare: z.number(), timeMs: z.number() }),
  gated: z.array(gated),
  comparison: comparisonSchema,
  turns: turnsSchema.nullable().describe('How base and head took turns (`--ab`); `null`: they did not.'),
});
export type GateResult = DeepReadonly<z.output<typeof gateSchema>>;

export interface GateOptions {
  readonly tolerance: Tolerance;
  readonly otherMachine: boolean;
  /** How often the same question may be asked: each time has its share of the chances of a false alarm and of a false pass. */
  readonly attempts: number;
}

/** What is tested. */
export interface Asked {
  readonly tests: readonly Tested[];
  /** A difference up to this much is none, whatever the tolerance is. */
  readonly floorOf: (test: Tested) => number;
  /** Why nothing can be compared. */
  readonly blocked: readonly string[];
  /** What cannot be told besides. */
  readonly untold: readonly string[];
  /** The chance of a false alarm that is left to the tests. */
  readonly chance: number;
  /** In words, so many times as much again. */
  readonly more: (times: number) => string;
}

const askedOf = (base: Extract, head: Extract): Asked => ({
  tests: testsOf(base, head),
  floorOf: () => 0,
  ...{ blocked: [], untold: [] },
  chance: FALSE_ALARM_CHANCE,
  more: secondsMore(head.phases.reduce((all, phase) => all + phase.seconds, 0)),
});

export function gate(
  base: Extract,
  head: Extract,
  options: GateOptions,
  asked: Asked = askedOf(base, head),
): GateResult {
  const { tolerance, otherMachine, attempts } = options;
  const isComparable = isSameMachine(base.environment, head.environment) === true || otherMachine;
  const blocked = asked.blocked.length > 0 ? asked.blocked : whyBlocked(base, head);
  const tests = blocked.length > 0 ? [] : asked.tests.filter(({ of }) => of === 'share' || isComparable);
  const isWorseAt = (test: Tested, level: number): boolean =>
    test.difference.boundsAt(level).lower > toleranceOf(test, tolerance) &&
    test.difference.difference > asked.floorOf(test);
  const { shown, level } = stepDown(tests, asked.chance / attempts, isWorseAt);
  const all = tests.map((test, i) =>
    gatedOf(test, { isWorse: shown[i]!, level, tolerance, asked, attempts }),
  );
  const worse = [...ownFailure(base, head), ...all.filter(({ state }) => state === 'worse').map(worseWords)];
  const untold = [
    ...blocked,
    ...(blocked.length > 0 ? [] : missing(base, head, isComparable)),
    ...asked.untold,
    ...ownDoubts(base, head),
    ...failuresByChance(base, head),
    ...all.filter(({ required, state }) => required && state === 'cannot-tell').map(untoldWords),
  ];
  const outcome = worse.length > 0 ? 'worse' : untold.length > 0 ? 'cannot-tell' : 'not-worse';
  return {
    version: GATE_VERSION,
    outcome,
    exitCode: { 'not-worse': EXIT.pass, worse: EXIT.fail, 'cannot-tell': EXIT.inconclusive }[outcome],
    why: [...worse, ...untold],
    falseAlarmChance: FALSE_ALARM_CHANCE,
    tolerance,
    gated: all,
    comparison: compare(base, head, { otherMachine }, asked.tests),
    turns: null,
  };
}

/** A head that fails by itself is worse than one that did not, however the two compare; and so is one that fails at more. */
function ownFailure(base: Extract, head: Extract): readonly string[] {
  if (head.outcome === 'fail' && base.outcome !== 'fail') return [`head fails by itself: ${head.headline}`];
  const hasFailed = ({ state }: FigureSeen): boolean => state === 'fail';
  return head.figures
    .filter(
      (one) => hasFailed(one) && !base.figures.some((other) => isSameCell(one)(other) && hasFailed(other)),
    )
    .map((one) => `${nameOf(one)} fails, and did not in the baseline`);
}

/** Drills, the audit and full counts are in no difference that is tested: where nobody knows of them, nobody knows of the head. */
const ownDoubts = (base: Extract, head: Extract): readonly string[] =>
  base.outcome === 'pass' && head.outcome === 'inconclusive' && whyNoEvidence(head) === null
    ? [`head is inconclusive by itself, and the baseline passed: ${head.headline}`]
    : [];

/**
 * A share in the window of a drill that fails in the head alone is in no difference that is tested. It is no proof that the head is worse:
 * it failed at 95 % confidence, and an alarm is to be false once in 400 gates. But nobody may call such a head not worse.
 */
const failuresByChance = (base: Extract, head: Extract): readonly string[] =>
  (head.judged ?? []).flatMap((one) => {
    if (one.state !== 'fail') return [];
    if (base.judged === null)
      return [`${nameOf(one)} fails, and the baseline is too old to say whether it did: save it again`];
    const before = base.judged.find(isSameCell(one));
    return before?.state === 'fail'
      ? []
      : [`${nameOf(one)} fails, and did not in the baseline, maybe by chance`];
  });

/** Why nothing can be compared. */
function whyBlocked(base: Extract, head: Extract): readonly string[] {
  if (base.runId === head.runId)
    return [`base and head are one run, ${head.runId}: no run is worse than itself; name another baseline`];
  const sides = [['base', base] as const, ['head', head] as const];
  const without = sides.flatMap(([name, run]) => {
    const why = whyNoEvidence(run);
    return why === null ? [] : [`${name} gives no evidence: ${why}`];
  });
  const changed = loadChanges(base, head);
  return changed.length === 0
    ? without
    : [
        ...without,
        `the plan's load has changed since the baseline (${changed.join(', ')}): save a baseline of this plan`,
      ];
}

/** What should have been compared and was not. */
function missing(base: Extract, head: Extract, isComparable: boolean): readonly string[] {
  const gone = [...base.shares, ...base.figures]
    .filter((one) => one.required && ![...head.shares, ...head.figures].some(isSameCell(one)))
    .map((one) => `${nameOf(one)} is required in the baseline, and head does not have it`);
  if (base.times === null || head.times === null)
    return [...gone, 'times cannot be compared: a run has none by the second; save a new baseline'];
  const [before, after] = [stepsOf(base.times), stepsOf(head.times)];
  if (!before.some((step) => after.includes(step)))
    return [...gone, 'times cannot be compared: no step was answered in both runs'];
  const silent = before
    .filter((step) => answersAt(head.times!, step) === 0 && answersAt(base.times!, step) >= SEEN_MIN)
    .map((step) => `${timeName(step)}: answered in the baseline, and never in head`);
  if (isComparable) return [...gone, ...silent];
  return [
    ...gone,
    ...silent,
    'times cannot be compared: the machines differ, or nobody knows; save a baseline on this machine, or say --other-machine',
  ];
}

/** A step that is answered so often in one run is not left out of another by chance. */
const SEEN_MIN = 30;

const answersAt = (times: NonNullable<Extract['times']>, step: string): number =>
  times
    .filter((each) => each.step === step)
    .reduce((all, { answers }) => answers.reduce((sum, n) => sum + n, all), 0);

interface Judging {
  readonly isWorse: boolean;
  readonly level: number;
  readonly tolerance: Tolerance;
  readonly asked: Asked;
  readonly attempts: number;
}

function gatedOf(test: Tested, { isWorse, level, tolerance, asked, attempts }: Judging): Gated {
  const allowed = toleranceOf(test, tolerance);
  const { difference } = test.difference;
  const { lower } = test.difference.boundsAt(level);
  // Whoever may ask again is not given more chances to prove it.
  const { upper } = test.difference.boundsAt(ALPHA / attempts);
  const state = isWorse ? 'worse' : upper <= allowed ? 'not-worse' : 'cannot-tell';
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    ...{ of: test.of, name: test.name, required: test.required, difference, tolerance: allowed, state },
    ...{ lower: finite(lower), upper: finite(upper) },
    wouldShow: finite(Math.max(asked.floorOf(test), allowed + test.difference.wouldShowAt(level))),
    takes:
      state !== 'cannot-tell'
        ? null
        : isUnknown(test)
          ? UNREAD
          : takes({ difference, lower, upper, allowed, more: asked.more }),
  };
}

/** Bad answers that came together say less than as many that did not. */
const UNREAD =
  'a run in which all of its seconds are read, and a baseline saved from such a run: nobody knows how its bad answers came together';

const worseWords = ({ name }: Gated): string => `${name} is worse than the tolerance`;
const untoldWords = ({ name, takes: what }: Gated): string => `${name}: ${what}`;
