/** From what one level's run has left to what it says of the target. Pure. */
import type { SecondOfRun } from '../evidence/observations.ts';
import { inPercent, inShort } from '../text/numbers.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { LevelState } from './level-result.ts';
import { isSurelyGrowing, type SecondSeen, toldBy } from './told-by-seconds.ts';

export interface LevelRun {
  /** Of the whole run. */
  readonly seconds: readonly SecondOfRun[];
  readonly verdict: Pick<Verdict, 'validity' | 'objectives' | 'aborted'>;
  /** For so long load was sent. */
  readonly loadSeconds: number;
  readonly holdSeconds: number;
  /** The share of answers that must be good: the plan's objective for response times. */
  readonly goodShare: number;
}

export interface LevelTold {
  /** `unsettled`: it may settle if it is given longer. */
  readonly state: LevelState | 'unsettled';
  /** In words; empty for one that was held. */
  readonly why: string;
  /** The seconds that count. */
  readonly seconds: readonly SecondSeen[];
  readonly settleSeconds: number;
  readonly answeredPerSecond: number;
  readonly throughput: number;
}

export function levelTold({ seconds, verdict, loadSeconds, holdSeconds, goodShare }: LevelRun): LevelTold {
  const seen = seconds
    .slice(0, loadSeconds)
    .map(({ intended, responses, good }) => ({ offered: intended, answered: responses, good }));
  const from = (first: number, state: LevelTold['state'], why: string): LevelTold => {
    const counted = seen.slice(first);
    return {
      ...{ state, why, seconds: counted, settleSeconds: first },
      ...{ answeredPerSecond: meanOf(counted, 'answered'), throughput: meanOf(counted, 'good') },
    };
  };
  // First: a generator that is late makes every backlog grow.
  const broken = verdict.validity.find(({ state }) => state === 'broken');
  if (broken !== undefined) return from(0, 'generator-limit', broken.reason);
  if (verdict.aborted !== null) return endedEarly(seen, from);
  const told = toldBy(seen, holdSeconds);
  if (told.kind === 'unsettled') return from(0, 'unsettled', told.why);
  if (told.kind === 'growing') return from(told.from, 'over', growing(told.perSecond));
  const held = from(told.from, 'held', '');
  const share = held.throughput / held.answeredPerSecond;
  if (!(share >= goodShare))
    return {
      ...held,
      state: 'over',
      why: `${inPercent(share || 0)} were good, and ${inPercent(goodShare)} must be`,
    };
  const failed = verdict.objectives.find(({ state }) => state === 'fail');
  if (failed === undefined) return held;
  const reason = failed.cells.find(({ state }) => state === 'fail')?.reason ?? '';
  return { ...held, state: 'over', why: `${failed.id} failed: ${reason}` };
}

/** Whoever watched it was sure that its backlog grew. It counts only if the run's own seconds show that too; the last ones say what it answered. */
function endedEarly(
  seen: readonly SecondSeen[],
  from: (first: number, state: LevelTold['state'], why: string) => LevelTold,
): LevelTold {
  let last = seen.length;
  // k6's last samples may come late, or not at all.
  while (last > 0 && !isSurelyGrowing(seen.slice(0, last))) last--;
  if (last === 0) return from(0, 'unsettled', 'it was ended early, and its seconds do not show why');
  const first = last - GROWING_SECONDS;
  const counted = seen.slice(first, last);
  const [answeredPerSecond, throughput] = [meanOf(counted, 'answered'), meanOf(counted, 'good')];
  const told = from(first, 'over', growing(meanOf(counted, 'offered') - answeredPerSecond));
  return { ...told, seconds: counted, answeredPerSecond, throughput };
}
/** As many as make it sure. */
const GROWING_SECONDS = 4;

const growing = (perSecond: number): string => `the backlog grew by ${inShort(perSecond)} requests a second`;

const meanOf = (seconds: readonly SecondSeen[], figure: keyof SecondSeen): number =>
  seconds.reduce((sum, second) => sum + second[figure], 0) / Math.max(1, seconds.length);
