/** Every difference between two runs that is tested, and what is only in one of them. */
import { cellName } from '../evidence/cell.ts';
import { isSamePlace, type Place, WHOLE_RUN } from '../evidence/place.ts';
import type { Difference } from './difference.ts';
import type { Extract, FigureSeen, JudgedSeen, ShareSeen } from './extract.ts';
import { deffOfBoth, isUnread, shareDifference } from './share-difference.ts';
import { compareTimes, samePhases, stepsOf } from './step-blocks.ts';

export interface Tested extends Place {
  readonly of: 'share' | 'time';
  readonly name: string;
  readonly objective: string | null;
  readonly drill: string | null;
  readonly required: boolean;
  readonly base: { readonly figure: number | null; readonly n: number };
  readonly head: { readonly figure: number | null; readonly n: number };
  readonly deff: number | null;
  readonly blocks: number | null;
  readonly difference: Difference;
}

type Named = ShareSeen | FigureSeen | JudgedSeen;

export const nameOf = (one: Named): string => `${one.objective} · ${cellName(one)}`;

export const isSameCell = (one: Named) => (other: Named) =>
  one.objective === other.objective && one.drill === other.drill && isSamePlace(one, other);

export const shareTests = (base: Extract, head: Extract): readonly Tested[] =>
  base.shares.flatMap((one) => {
    const other = head.shares.find(isSameCell(one));
    return other === undefined ? [] : [shareTest(one, other)];
  });

/** How the time of a step is called. Null: of all steps together. */
export const timeName = (step: string | null): string => `time · ${step ?? 'all steps'}`;

/** The mean response time of a step. That of all steps together is always required. */
export const timeTest = (
  step: string | null,
  seen: Pick<Tested, 'base' | 'head' | 'blocks' | 'difference'>,
): Tested => ({
  ...WHOLE_RUN,
  ...{ step, of: 'time', name: timeName(step), objective: null, drill: null },
  ...{ required: step === null, deff: null },
  ...seen,
});

export const testsOf = (base: Extract, head: Extract): readonly Tested[] => [
  ...shareTests(base, head),
  ...compareTimes(base, head).map(({ step, difference, blocks, ...times }) => {
    const seen = ({ answers: n, meanMs: figure }: (typeof times)['base']) => ({ figure, n });
    return timeTest(step, { base: seen(times.base), head: seen(times.head), blocks, difference });
  }),
];

function shareTest(base: ShareSeen, head: ShareSeen): Tested {
  const { objective, drill, phase, step, region } = base;
  const seen = ({ bad, n }: ShareSeen) => ({ figure: n === 0 ? null : bad / n, n });
  return {
    ...{ of: 'share', name: nameOf(base), objective, drill, phase, step, region },
    ...{ required: base.required || head.required, base: seen(base), head: seen(head) },
    deff: deffOfBoth(base, head),
    blocks: null,
    difference: shareDifference(base, head),
  };
}

/** A share of which one side's seconds were not read whole shows nothing, and proves nothing. */
export const isUnknown = ({ of, deff }: Pick<Tested, 'of' | 'deff'>): boolean =>
  of === 'share' && deff === null;

/** Whose seconds nobody read, by name. */
export const unreadIn = ({ shares }: Extract): readonly string[] => shares.filter(isUnread).map(nameOf);

/** What one run has and the other has not, by name. */
export function onlyIn(one: Extract, other: Extract): readonly string[] {
  const cells = [...one.shares, ...one.figures].filter(
    (cell) => ![...other.shares, ...other.figures].some(isSameCell(cell)),
  );
  const steps = one.times === null || other.times === null ? [] : stepsOf(one.times);
  const known = stepsOf(other.times ?? []);
  return [...cells.map(nameOf), ...steps.filter((step) => !known.includes(step)).map(timeName)];
}

/** Times are compared where the same second means the same. */
export function samePhasesNote(base: Extract, head: Extract): readonly string[] {
  if (base.times === null || head.times === null) return [];
  const same = samePhases(base, head);
  const others = [...new Set([...base.phases, ...head.phases].map(({ phase }) => phase))].filter(
    (phase) => !same.includes(phase),
  );
  return others.length === 0
    ? []
    : [`times are not compared in ${others.join(', ')}: not in both runs, or not for as long`];
}
