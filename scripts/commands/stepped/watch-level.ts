/** Watches a level while its load is sent, and says as soon as it is certain that its backlog grows. */
import type { LiveState, LiveView } from '../../rehearsal/live/state.ts';
import { isSurelyGrowing, type SecondSeen } from '../../stepped/told-by-seconds.ts';

export interface LevelWatch {
  readonly view: LiveView;
  /** Resolves with the reason in words; never, if it is not certain. */
  readonly enough: Promise<string>;
}

/** Two looks at the same answer of Prometheus are one. */
const SECONDS_APART_MIN = 0.5;
/** Until then the level begins: requests are on their way, and so are their samples. */
const FIRST_SECONDS = 1;
const MS_PER_SECOND = 1000;

/** @param withinMs until so long after the beginning no answer is late */
export function watchLevel(withinMs: number): LevelWatch {
  const fromSeconds = FIRST_SECONDS + withinMs / MS_PER_SECOND;
  let tell: (why: string) => void = () => undefined;
  const enough = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const seen: SecondSeen[] = [];
  let last: LiveState['whole'] = null;
  const draw = ({ whole }: LiveState): void => {
    if (whole === null || whole.seconds < fromSeconds) return;
    if (last !== null) {
      const seconds = whole.seconds - last.seconds;
      if (seconds < SECONDS_APART_MIN) return;
      const offered = (whole.offered - last.offered) / seconds;
      const answered = (whole.answered - last.answered) / seconds;
      // Whether answers were good is told by the run's own seconds afterwards.
      seen.push({ offered, answered, good: answered });
      if (isSurelyGrowing(seen)) tell('the backlog grows');
    }
    last = whole;
  };
  return { view: { draw, end: () => undefined }, enough };
}
