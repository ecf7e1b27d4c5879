/** The simulation on trial: each of its figures against what happened. Pure. */
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import type { Spread } from '../scale-out/spread.ts';
import type { Measured } from './measured.ts';
import type { Simulated } from './simulated.ts';

/**
 * Seconds are whole on both sides, and what a run counts may show up to two of them late (read-seconds.ts): so a stretch that is out of the
 * objective may seem longer or shorter by so many.
 */
export const COUNTED_SECONDS = 2;
/** The autoscaler rounds up: a load at the edge of a count is the next one. */
const REPLICAS = 1;

export const FIGURES = ['to-capacity', 'seconds-out', 'replicas-most'] as const;
export type FigureId = (typeof FIGURES)[number];

export interface Figure {
  readonly id: FigureId;
  readonly simulated: Spread;
  /** What agrees: the interval, and what the clocks of both allow. */
  readonly from: number;
  readonly until: number;
  readonly measured: number;
  readonly agrees: boolean;
}

export type DrillVerdict = 'agree' | 'differ' | 'cannot-tell';

export interface Compared {
  readonly verdict: DrillVerdict;
  readonly figures: readonly Figure[];
  /** Why nothing can be told; empty otherwise. */
  readonly reasons: readonly string[];
}

export interface ToCompare {
  readonly simulated: Simulated;
  readonly measured: Measured;
  readonly syncSeconds: number;
  /** How long the run went on after the burst's begin. */
  readonly burstSeconds: number;
  /** What speaks against the run itself. */
  readonly flaws: readonly string[];
}

export function compare({ simulated, measured, syncSeconds, burstSeconds, flaws }: ToCompare): Compared {
  const figure = (id: FigureId, spread: Spread, value: number, slack: number): Figure => {
    const from = Math.max(0, spread.lower - slack);
    const until = spread.upper + slack;
    return { id, simulated: spread, from, until, measured: value, agrees: value >= from && value <= until };
  };
  const figures = [
    figure('to-capacity', simulated.toCapacity, measured.toCapacity, syncSeconds),
    figure('seconds-out', simulated.secondsOut, measured.secondsOut, COUNTED_SECONDS),
    figure('replicas-most', simulated.replicasMost, measured.replicasMost, REPLICAS),
  ];
  if (flaws.length > 0) return { verdict: 'cannot-tell', figures, reasons: flaws };
  if (figures.some(({ agrees }) => !agrees)) return { verdict: 'differ', figures, reasons: [] };
  const reasons = emptyReasons(figures, burstSeconds);
  return { verdict: reasons.length > 0 ? 'cannot-tell' : 'agree', figures, reasons };
}

/** What agrees with everything has not been on trial. */
function emptyReasons(figures: readonly Figure[], burstSeconds: number): readonly string[] {
  const [toCapacity, secondsOut] = figures;
  const reasons: string[] = [];
  if (toCapacity!.until === Number.POSITIVE_INFINITY && toCapacity!.agrees)
    reasons.push(
      'the simulation does not always reach the capacity within the run: a longer burst is needed',
    );
  if (secondsOut!.until === COUNTED_SECONDS && secondsOut!.agrees)
    reasons.push(
      'the objective is missed neither in the simulation nor in the run: a steeper burst is needed',
    );
  if (secondsOut!.from === 0 && secondsOut!.until >= burstSeconds)
    reasons.push('the interval of the seconds out of the objective holds the whole burst');
  return reasons;
}

export const exitOf = ({ verdict }: Pick<Compared, 'verdict'>): ExitCode =>
  ({ agree: EXIT.pass, differ: EXIT.fail, 'cannot-tell': EXIT.inconclusive })[verdict];
