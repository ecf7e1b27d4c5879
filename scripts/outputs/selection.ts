/** Selects what fits on a page: what failed, what is not proven, and each check at its worst place. */
import { outagesInWords } from '../evidence/bad-seconds.ts';
import type { Cell, CellState } from '../evidence/cell.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { failedCells, type NamedCell } from '../verdict/judge.ts';
import { isUndeclared, type ObjectiveResult, type ValidityCheck, type Verdict } from '../verdict/verdict.ts';

/** How many are shown. The rest is in verdict.json. */
const DECIDERS_MAX = 4;
const FAILED_MAX = 20;
const UNPROVEN_MAX = 8;

export interface Some<T> {
  readonly shown: readonly T[];
  /** How many more there are. */
  readonly more: number;
}

/** What the plan requires comes first. A region is left out where the same cell failed over all regions. */
export function failures({ objectives }: Verdict): Some<NamedCell> {
  const failed = failedCells(objectives);
  const folded = failed.filter(
    (one) => one.cell.region === null || !failed.some((other) => holds(other, one)),
  );
  const [required, others] = [true, false].map((is) => folded.filter(({ cell }) => cell.required === is));
  const { shown } = some([...required!, ...others!], FAILED_MAX);
  return { shown, more: failed.length - shown.length };
}

/** Whether one cell is the other's, over all regions. */
const holds = (one: NamedCell, other: NamedCell): boolean =>
  one.objective === other.objective &&
  one.cell.region === null &&
  one.cell.phase === other.cell.phase &&
  one.cell.step === other.cell.step;

export const deciders = ({ decidedBy }: Verdict): Some<string> => some(decidedBy, DECIDERS_MAX);

export interface Unproven {
  readonly objective: ObjectiveResult;
  /** All of them: each makes the run inconclusive. */
  readonly required: readonly Cell[];
  readonly others: Some<Cell>;
  /** The others that are one region's: too many to list. */
  readonly byRegion: number;
}

export const unproven = ({ objectives }: Verdict): readonly Unproven[] =>
  objectives.map((objective) => {
    const cells = objective.cells.filter(({ state }) => state === 'not-proven');
    const others = cells.filter(({ required }) => !required);
    const overAllRegions = others.filter(({ region }) => region === null);
    return {
      objective,
      required: cells.filter(({ required }) => required),
      others: some(overAllRegions, UNPROVEN_MAX),
      byRegion: others.length - overAllRegions.length,
    };
  });

/** The rows of a verdict, wherever it is shown: the plan's own objectives. What needs no declaration has one only if it did not pass. */
export const objectiveRows = ({ objectives }: Pick<Verdict, 'objectives'>): readonly ObjectiveResult[] =>
  objectives.filter(
    (each) => each.drill === null && (!isUndeclared(each) || !['pass', 'not-judged'].includes(each.state)),
  );

/** Of its widest cell or, where several are as wide, of all of these: an objective may have one for each step. */
export function samplesIn({ cells }: ObjectiveResult): number {
  const shape = ({ phase, step, region }: Cell): string =>
    [phase, step, region].map((part) => part === null).join();
  const [first] = cells;
  return cells.reduce((sum, cell) => sum + (shape(cell) === shape(first!) ? cell.n : 0), 0);
}

/** The cell that represents an objective: the widest or, if every cell is one step of one phase, the worst. */
export function widestCell({ cells }: ObjectiveResult): Cell | undefined {
  const [first] = cells;
  const hasWider = first === undefined || first.phase === null || first.step === null;
  return hasWider ? first : cells.toSorted((one, other) => (other.figure ?? 0) - (one.figure ?? 0))[0];
}

export const cellsIn = ({ cells }: ObjectiveResult, state: CellState): number =>
  cells.filter((cell) => cell.state === state).length;

export interface PlacedCheck {
  readonly check: ValidityCheck;
  /** It is the worst of this many places; `null` if it is broken, because then each place is listed. */
  readonly worstOf: number | null;
}

/** Each check once, at its worst place. A broken check is listed for every place where it is broken. */
export function checks({ validity }: Verdict): readonly PlacedCheck[] {
  const ids = [...new Set(validity.map(({ id }) => id))];
  return ids.flatMap((id): readonly PlacedCheck[] => {
    const places = validity.filter((check) => check.id === id);
    const broken = places.filter(({ state }) => state === 'broken');
    if (broken.length > 0) return broken.map((check) => ({ check, worstOf: null }));
    const worst = places.toSorted((one, other) => badness(other) - badness(one))[0]!;
    return [{ check: worst, worstOf: places.length }];
  });
}

const badness = ({ state, figure, limit }: ValidityCheck): number =>
  state === 'not-checked' ? -1 : (figure ?? 0) / Math.max(limit ?? 1, Number.EPSILON);

const some = <T>(all: readonly T[], max: number): Some<T> => ({
  shown: all.slice(0, max),
  more: Math.max(0, all.length - max),
});

/** Those that made answers of a failed cell fail. */
export const explaining = (causes: Verdict['causes']): Verdict['causes'] =>
  causes.filter(({ explains }) => explains === true);

/** `deff 3.2; no bad second in 120: …`, or null where a share has nothing to say of it. */
export function inTimeWords({ sample }: Cell): string | null {
  if (sample === null) return null;
  const { deff, secondsJudged: judged, secondsBad: bad, own } = sample;
  const words = [
    deff !== null && deff >= DEFF_WORTH_SAYING ? `deff ${inShort(deff)}` : null,
    judged === null || bad === null ? null : outagesInWords({ judged, bad }),
    own > 0 ? `${inFull(own)} left out: the generator's own` : null,
  ].filter((each) => each !== null);
  return words.length === 0 ? null : words.join('; ');
}

const DEFF_WORTH_SAYING = 1.05;
