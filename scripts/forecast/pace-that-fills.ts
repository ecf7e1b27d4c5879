/**
 * The pace at which a plan keeps a machine as busy as it may be: `--pace auto`. Pure arithmetic on a forecast and measured costs.
 *
 * Only held browsers whose think times are paced follow the pace, by Little's law: N shoppers who think for Z × pace seconds send
 * N / (Z × pace) requests a second. What everybody else sends does not depend on it.
 */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Forecast } from './forecast.ts';

export interface PhaseRates {
  readonly phase: string;
  /** Requests a second at pace 1 of those whom the pace slows down. */
  readonly pacedPerSecond: number;
  /** Requests a second of all others, with those of phases that run meanwhile. */
  readonly othersPerSecond: number;
}
/** Something that can carry only so much. */
export interface Bound {
  /** In words: "the machine". */
  readonly what: string;
  /** Cores that the load may keep busy there. */
  readonly cores: number;
  readonly cpuSecondsPerRequest: number;
}

/** Real think times. Nobody shops faster, however fast the machine is. */
const PACE_MIN = 1;
const SIGNIFICANT_DIGITS = 3;

export function ratesOf(plan: Pick<Plan, 'phases'>, forecast: Forecast): readonly PhaseRates[] {
  return plan.phases.map(({ name, populations }, i) => {
    const { seconds, intendedByPopulation, intended } = forecast.phases[i]!;
    const paced = populations
      .filter((population) => population.kind === 'held' && population.paced)
      .reduce((sum, population) => sum + (intendedByPopulation[population.name] ?? 0), 0);
    const meanwhile = plan.phases.reduce(
      (sum, { begins }, other) =>
        sum + ('during' in begins && begins.during === name ? forecast.phases[other]!.intended : 0),
      0,
    );
    return {
      phase: name,
      pacedPerSecond: (paced / seconds) * forecast.pace,
      othersPerSecond: (intended - paced + meanwhile) / seconds,
    };
  });
}

/** Requests a second that each of these carries. */
export const requestsPerSecondWithin = (bounds: readonly Bound[]): number =>
  Math.max(0, Math.min(...bounds.map(({ cores, cpuSecondsPerRequest }) => cores / cpuSecondsPerRequest)));

/**
 * Three digits, rounded up: no bound is ever exceeded.
 * @returns the phase that is too much at any pace, or the pace that the busiest phase needs
 */
export function paceThatFills(
  phases: readonly PhaseRates[],
  bounds: readonly Bound[],
): { readonly pace: number } | { readonly tooMuch: PhaseRates } {
  const atMost = requestsPerSecondWithin(bounds);
  let pace = PACE_MIN;
  for (const rates of phases) {
    const { pacedPerSecond, othersPerSecond } = rates;
    if (othersPerSecond >= atMost) return { tooMuch: rates };
    pace = Math.max(pace, pacedPerSecond / (atMost - othersPerSecond));
  }
  return { pace: roundedUp(pace) };
}

function roundedUp(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) + 1 - SIGNIFICANT_DIGITS);
  return Number((Math.ceil(value / unit) * unit).toPrecision(SIGNIFICANT_DIGITS));
}
