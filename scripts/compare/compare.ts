/**
 * Compares two runs. What is tested is one family: the chance of even one false difference is at most 5 %, on both sides together (Holm).
 *
 * The noise that it knows is that within the two runs. Two runs of one build also differ in what changes between runs: the machine's
 * mood, its neighbours. Between jobs of a CI that was a quarter of the time: `carnival gate` allows for it.
 */
import { CONFIDENCE } from '../evidence/binomial.ts';
import type { EnvironmentSeen } from '../evidence/environment-seen.ts';
import { inFull } from '../text/numbers.ts';
import { changesBetween } from './changes.ts';
import {
  COMPARISON_VERSION,
  type ComparedDifference,
  type ComparedSide,
  type Comparison,
} from './comparison.ts';
import type { Bounds } from './difference.ts';
import { type Extract, whyNoEvidence } from './extract.ts';
import { causesThatGrew, figuresThatDiffer } from './full-counts.ts';
import { stepDown } from './step-down.ts';
import { isUnknown, onlyIn, samePhasesNote, type Tested, testsOf, unreadIn } from './tests-of.ts';

/** Each side has a half of it. */
const FAMILY_CHANCE = 1 - CONFIDENCE;
const SIDES = 2;

export interface CompareOptions {
  /** Compares times although the machines differ, or nobody knows. */
  readonly otherMachine: boolean;
}

/** @param all what is tested; the two runs' shares and times, if left out */
export function compare(
  base: Extract,
  head: Extract,
  options: CompareOptions,
  all: readonly Tested[] = testsOf(base, head),
): Comparison {
  const sameMachine = isSameMachine(base.environment, head.environment);
  const hasEvidence = [base, head].every((run) => whyNoEvidence(run) === null);
  const isComparable = (test: Tested): boolean =>
    hasEvidence &&
    !isUnknown(test) &&
    hasBounds(test) &&
    (test.of === 'share' || sameMachine === true || options.otherMachine);
  const family = all.filter(isComparable);
  const { shown, level } = stepDown(family, FAMILY_CHANCE / SIDES, ({ difference }, at) =>
    excludesZero(difference.boundsAt(at)),
  );
  const isShown = new Set(family.filter((_, i) => shown[i]));
  return {
    version: COMPARISON_VERSION,
    base: sideOf(base),
    head: sideOf(head),
    planChanges: changesBetween(base.plan, head.plan),
    targetChanges: targetChanges(base, head),
    environmentChanges:
      base.environment === null || head.environment === null
        ? []
        : changesBetween(base.environment, head.environment),
    sameMachine,
    family: { chance: FAMILY_CHANCE, tests: family.length, level },
    differences: all.map((test) =>
      differenceOf(test, level, isComparable(test) ? findingOf(test, isShown.has(test)) : 'no-evidence'),
    ),
    figures: figuresThatDiffer(base, head),
    causes: hasEvidence ? causesThatGrew(base, head) : [],
    onlyInBase: onlyIn(base, head),
    onlyInHead: onlyIn(head, base),
    notes: notesOf(base, head, sameMachine, options),
  };
}

/** Without any there is too little in common: whatever the difference was, it would not have shown. */
const hasBounds = ({ difference }: Tested): boolean =>
  Number.isFinite(difference.boundsAt(1 - CONFIDENCE).lower);

const excludesZero = ({ lower, upper }: Bounds): boolean => lower > 0 || upper < 0;

const findingOf = (
  { difference: { difference } }: Tested,
  isShown: boolean,
): ComparedDifference['finding'] => {
  if (!isShown) return 'none-shown';
  return difference > 0 ? 'worse' : 'better';
};

export function differenceOf(
  { difference: known, ...test }: Tested,
  level: number,
  finding: ComparedDifference['finding'],
): ComparedDifference {
  const { lower, upper } = known.boundsAt(1 - CONFIDENCE);
  return {
    ...test,
    difference: known.difference,
    lower: finite(lower),
    upper: finite(upper),
    wouldShow: finite(known.wouldShowAt(level)),
    finding,
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const sideOf = (run: Extract): ComparedSide => ({
  runId: run.runId,
  plan: run.plan.name,
  seed: typeof run.plan.seed === 'number' ? run.plan.seed : null,
  outcome: run.outcome,
  headline: run.headline,
  environment: run.environment,
  whyNoEvidence: whyNoEvidence(run),
});

/** Memory and versions are named, but they make no other machine. Null: nobody knows. */
export function isSameMachine(one: EnvironmentSeen | null, other: EnvironmentSeen | null): boolean | null {
  if (one === null || other === null) return null;
  return one.processor === other.processor && one.cores === other.cores && one.system === other.system;
}

const targetChanges = (
  { targets: one }: Extract,
  { targets: other }: Extract,
): Comparison['targetChanges'] => (one === null || other === null ? [] : changesBetween(one, other));

/** What the plan says of the load; the rest says what is expected of it, or what the shop is told to do wrong. */
const LOAD_FIELDS = [
  ...['phases', 'scale', 'pace', 'speed', 'generator', 'channels', 'regions', 'withinMs', 'drills', 'gray'],
] as const;

/** The parts of the plan that make it another load. Only the embedded shop has settings, and they may differ: it is what is tested. */
export const loadChanges = (base: Extract, head: Extract): readonly string[] => [
  ...LOAD_FIELDS.filter((field) => changesBetween(base.plan[field], head.plan[field]).length > 0),
  ...((base.plan.shop === undefined) === (head.plan.shop === undefined)
    ? []
    : ['the embedded shop or a target']),
];

function notesOf(
  base: Extract,
  head: Extract,
  sameMachine: boolean | null,
  { otherMachine }: CompareOptions,
): readonly string[] {
  const notes = base.runId === head.runId ? ['base and head are one run: nothing can differ'] : [];
  for (const [name, run] of [['base', base] as const, ['head', head] as const]) {
    const why = whyNoEvidence(run);
    if (why !== null) notes.push(`${name} gives no evidence: ${why}`);
  }
  const changed = loadChanges(base, head);
  if (changed.length > 0)
    notes.push(`the load is another one (${changed.join(', ')}): what differs may be the plan's doing`);
  notes.push(...targetNotes(base, head));
  if (base.outcome === 'fail')
    notes.push(`base fails by itself, so a head that is not worse may fail too: ${base.headline}`);
  notes.push(...unreadNotes(base, head));
  const without = [base, head].filter(({ times }) => times === null);
  if (without.length > 0)
    notes.push(
      `no times by the second in ${without.map(({ runId }) => runId).join(' and ')}: rehearse again to compare them`,
    );
  else if (sameMachine !== true && otherMachine)
    notes.push('times are compared across machines, as was asked: a difference may be the machine');
  else if (sameMachine !== true)
    notes.push(
      `times are not compared: ${sameMachine === false ? 'the machines differ' : 'nobody knows whether it was one machine'} (--other-machine does it all the same)`,
    );
  return [...notes, ...samePhasesNote(base, head)];
}

function targetNotes(base: Extract, head: Extract): readonly string[] {
  const unknown = [base, head].filter(({ targets }) => targets === null);
  if (unknown.length > 0)
    return [
      `nobody knows what was loaded in ${unknown.map(({ runId }) => runId).join(' and ')}: it may have been another target`,
    ];
  const names = [...new Set(targetChanges(base, head).map(({ path }) => path.split('.')[0]!))];
  return names.length === 0
    ? []
    : [`the targets differ (${names.join(', ')}): a difference may be theirs, and not the build's`];
}

const unreadNotes = (base: Extract, head: Extract): readonly string[] =>
  [['base', base] as const, ['head', head] as const].flatMap(([side, run]) => {
    const names = unreadIn(run);
    const more = names.length - NAMES_SHOWN_MAX;
    const shown = `${names.slice(0, NAMES_SHOWN_MAX).join(', ')}${more > 0 ? ` and ${inFull(more)} more` : ''}`;
    return names.length === 0
      ? []
      : [`not compared, because not all of their seconds were read in ${side}: ${shown}`];
  });

const NAMES_SHOWN_MAX = 3;
