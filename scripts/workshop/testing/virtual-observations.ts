/** Turns what the crowd counted on a virtual clock into the observations of a run. */
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import type { Labels } from '../../../scenarios/crowd/counters.ts';
import type { Totals } from '../../../scenarios/crowd/virtual-world.ts';
import {
  COUNTER,
  type CounterName,
  EVERY_OUTCOME,
  GUARDED_ANSWERS,
  SESSION_CAUSES,
  WITHIN,
} from '../../../scenarios/metrics.ts';
import type { Histogram } from '../../evidence/counted.ts';
import type { Observations } from '../../evidence/observations.ts';
import { evenSeconds } from './even-seconds.ts';
import { rehearsal } from './small-rehearsal.ts';

/** What would be observed of phases that ran on the virtual clock. What they cannot know is that of a healthy rehearsal. */
export function virtualObservations(
  phases: readonly { readonly phase: string; readonly totals: Totals }[],
  plan: Plan,
): Observations {
  const each = <T>(of: (phase: string, totals: Totals) => readonly T[]): T[] =>
    phases.flatMap(({ phase, totals }) => of(phase, totals));
  const populations = (name: CounterName) =>
    each((phase, totals) =>
      Object.entries(totals.by(name, 'population')).map(([population, value]) => ({
        phase,
        population,
        value,
      })),
    );
  const steps = (name: CounterName) =>
    each((phase, totals) =>
      totals.entries(name).map(({ labels, value: count }) => ({ phase, ...stepAndRegion(labels), count })),
    );
  const observed = {
    ...rehearsal().observations,
    phases: phases.map(({ phase, totals }) => ({
      phase,
      vusStarted: totals.sum(COUNTER.vuStarted),
      vusFinished: totals.sum(COUNTER.vuFinished),
      ownFailures: totals.sum(COUNTER.ownFailures),
      tickLag: histogram(totals, COUNTER.tickLagBucket, {}),
      sendLag: {
        generator: histogram(totals, COUNTER.sendLagBucket, { cause: 'generator' }),
        slot: histogram(totals, COUNTER.sendLagBucket, { cause: 'slot' }),
      },
    })),
    intended: steps(COUNTER.intended),
    unsent: steps(COUNTER.unsent),
    responses: each((phase, totals) =>
      totals.entries(COUNTER.responses).map(({ labels, value: count }) => ({
        phase,
        ...stepAndRegion(labels),
        outcome: EVERY_OUTCOME.find((outcome) => outcome === labels.outcome)!,
        within: WITHIN.find((within) => within === labels.within)!,
        count,
      })),
    ),
    answers: each((phase, totals) =>
      totals.entries(COUNTER.answers).map(({ labels, value: count }) => ({
        phase,
        population: labels.population!,
        ...stepAndRegion(labels),
        outcome: EVERY_OUTCOME.find((outcome) => outcome === labels.outcome)!,
        count,
      })),
    ),
    intendedByPopulation: populations(COUNTER.intendedByPopulation),
    guarded: each((phase, totals) =>
      Object.keys(totals.by(COUNTER.guarded, 'population')).flatMap((population) =>
        GUARDED_ANSWERS.map((answer) => {
          const count = totals.sum(COUNTER.guarded, { population, answer });
          return { phase, population, answer, count };
        }),
      ),
    ),
    sessions: each((phase, totals) =>
      totals.entries(COUNTER.sessions).map(({ labels, value: count }) => ({
        phase,
        population: labels.population!,
        ...stepAndRegion(labels),
        cause: SESSION_CAUSES.find((cause) => cause === labels.cause)!,
        count,
      })),
    ),
    cutOff: each((phase, totals) =>
      totals.entries(COUNTER.cutOff).map(({ labels, value: count }) => ({
        phase,
        population: labels.population!,
        ...stepAndRegion(labels),
        count,
      })),
    ),
    sessionsStopped: populations(COUNTER.sessionsStopped),
    distinctShoppers: populations(COUNTER.distinctShoppers),
    shopperSeconds: populations(COUNTER.shopperSeconds),
    pendingSeconds: populations(COUNTER.pendingSeconds),
    seconds: [],
  };
  return { ...observed, dispersion: evenSeconds(plan, observed, VIRTUAL_SECONDS) };
}

const VIRTUAL_SECONDS = 100;

const stepAndRegion = ({ step = '', region = '' }: Labels) => ({ step, region });

function histogram(totals: Totals, name: CounterName, where: Readonly<Record<string, string>>): Histogram {
  const bounds = Object.keys(totals.by(name, 'le')).toSorted((one, other) => bound(one) - bound(other));
  return {
    buckets: bounds.map((le) => ({
      leSeconds: le === '+Inf' ? null : Number(le),
      count: totals.sum(name, { ...where, le }),
    })),
  };
}

const bound = (le: string): number => (le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le));
