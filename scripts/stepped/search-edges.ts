/**
 * The whole stepped run: each count of replicas is searched for its edge, and all of them again in the other order, so that drift shows as
 * scatter. Pure but for what it is given: it knows no clock, no process and no file.
 */
import { type Edge, guessEdge } from './guess-edge.ts';
import type { LevelResult } from './level-result.ts';
import type { LevelTold } from './level-told.ts';
import type { Searched } from './levels-of.ts';
import { nextLevel } from './next-level.ts';

export interface SearchPlan {
  readonly counts: readonly number[];
  readonly repetitions: number;
  readonly startPerSecond: number;
  readonly precision: number;
  readonly settleSecondsMax: number;
  /** With fewer edges there is no curve: the run ends once it is clear that so many will not be found. */
  readonly edgesMin: number;
}

export interface Hands {
  /** Gives the target so many replicas. */
  readonly scaleTo: (replicas: number) => Promise<void>;
  /** Holds one level, having given it so long to settle. Null: interrupted. */
  readonly hold: (
    perSecond: number,
    settleSeconds: number,
  ) => Promise<(LevelTold & Pick<LevelResult, 'run' | 'saturations'>) | null>;
  /** Called after a level that was too much. */
  readonly drained: (seconds: number) => Promise<void>;
  /** Told of each level, and of all so far. */
  readonly tell: (result: LevelResult, all: readonly Searched[]) => Promise<void>;
  readonly random: () => number;
}

/** What requests take to arrive and to show, at least. */
const SETTLE_SECONDS_LEAST = 3;
const LONGER = 2;

/** @returns null when it was interrupted; what was measured was told */
export async function searchEdges(plan: SearchPlan, hands: Hands): Promise<readonly Searched[] | null> {
  const all: Searched[] = [];
  const edges: Edge[] = [];
  const lost = new Set<number>();
  const settling = new Settling(plan.settleSecondsMax);
  for (let repetition = 0; repetition < plan.repetitions; repetition++) {
    const upwards = plan.counts.toSorted((one, other) => one - other);
    for (const replicas of repetition % 2 === 0 ? upwards : upwards.toReversed()) {
      await hands.scaleTo(replicas);
      const results: LevelResult[] = [];
      const guess = guessEdge(edges, replicas);
      for (;;) {
        const next = nextLevel({ ...plan, results, guess, random: hands.random });
        if (next.kind !== 'load') {
          all.push({ results, givenUp: next.kind === 'done' ? null : next.why });
          if (next.kind === 'given-up') lost.add(replicas);
          break;
        }
        const told = await settled(next.perSecond, settling, hands);
        if (told === null) return null;
        const result: LevelResult = { replicas, repetition, perSecond: next.perSecond, ...told };
        results.push(result);
        await hands.tell(result, [...all, { results, givenUp: 'it was interrupted' }]);
      }
      const edge = edgeOf(results);
      if (edge !== null) edges.push({ replicas, perSecond: edge });
      if (plan.counts.length - lost.size < plan.edgesMin) return all;
    }
  }
  return all;
}

/** In the middle of what is left between both. */
function edgeOf(results: readonly LevelResult[]): number | null {
  const of = (state: LevelResult['state']): readonly number[] =>
    results.filter((each) => each.state === state).map(({ perSecond }) => perSecond);
  const [held, over] = [Math.max(...of('held')), Math.min(...of('over'))];
  return Number.isFinite(held) && Number.isFinite(over) ? Math.sqrt(held * Math.max(held, over)) : null;
}

/** Holds a level that was not valid once more, and gives one longer until it settles, or until it has had the longest that the plan allows. Null: interrupted. */
async function settled(
  perSecond: number,
  settling: Settling,
  hands: Hands,
): Promise<Omit<LevelResult, 'replicas' | 'repetition' | 'perSecond'> | null> {
  let hiccups = 0;
  let seconds = settling.next;
  for (;;) {
    const told = await hands.hold(perSecond, seconds);
    if (told === null) return null;
    const { state } = told;
    // Once may be a moment of the machine's own; twice, the generator is the limit.
    if (state === 'generator-limit' && hiccups++ === 0) continue;
    if (state === 'over' || state === 'unsettled') await hands.drained(backlogSeconds(told));
    if (state !== 'unsettled') {
      settling.took(told);
      return { ...told, state };
    }
    if (seconds >= settling.most)
      return { ...told, state: 'unstable', why: `it did not settle within ${seconds} s: ${told.why}` };
    seconds = Math.min(settling.most, seconds * LONGER);
  }
}

/** How long the target needs for what it has left undone, at the rate at which it answered. */
const backlogSeconds = ({ seconds, answeredPerSecond }: LevelTold): number =>
  Math.max(
    0,
    seconds.reduce((sum, each) => sum + each.offered - each.answered, 0),
  ) / Math.max(1, answeredPerSecond);

/** How long levels take to settle here: a second more than the last ones took. */
class Settling {
  readonly most: number;
  #lately: readonly number[] = [];

  constructor(settleSecondsMax: number) {
    this.most = settleSecondsMax;
  }

  get next(): number {
    return Math.min(this.most, Math.max(SETTLE_SECONDS_LEAST, ...this.#lately.map((seconds) => seconds + 1)));
  }

  took({ state, settleSeconds }: LevelTold): void {
    if (state === 'held') this.#lately = [...this.#lately, settleSeconds].slice(-LATELY);
  }
}
const LATELY = 5;
