/** The drill as it went: figures of the same kind as the simulation's, from what the run has kept. Pure. */
import type { SecondOfRun } from '../evidence/observations.ts';
import type { Burst } from './burst.ts';
import type { ReplicasAt } from './replica-log.ts';
import type { Course } from './simulated.ts';

export interface Measured {
  /** Infinity: not within the run. */
  readonly toCapacity: number;
  readonly secondsOut: number;
  readonly replicasMost: number;
  readonly course: Course;
  /** By second: answers in the objective, and requests that the crowd meant to send. */
  readonly good: readonly number[];
  readonly offered: readonly number[];
}

export interface ToMeasure {
  readonly steps: readonly ReplicasAt[];
  readonly seconds: readonly SecondOfRun[];
  /** As planned, by second: what the run's seconds are counted by. */
  readonly demand: Float64Array;
  readonly burst: Burst;
  /** The fewest replicas that carry the burst. */
  readonly needed: number;
  readonly targetShare: number;
}

/** A second in which fewer were to come says nothing if nobody was answered. */
const SILENT_MIN = 5;

export function measure({ steps, seconds, demand, burst, needed, targetShare }: ToMeasure): Measured {
  const { beginsSeconds } = burst;
  const bySecond = new Map(seconds.map((each) => [each.atSeconds, each]));
  const at = (second: number): ReplicasAt | undefined =>
    steps.findLast(({ atSeconds }) => atSeconds <= second);
  const enough =
    (at(beginsSeconds)?.ready ?? 0) >= needed
      ? beginsSeconds
      : (steps.find((step) => step.atSeconds > beginsSeconds && step.ready >= needed)?.atSeconds ??
        Number.POSITIVE_INFINITY);
  const isOut = (wanted: number, second: number): boolean => {
    const { responses = 0, good = 0 } = bySecond.get(second) ?? {};
    return responses === 0 ? wanted >= SILENT_MIN : good < targetShare * responses;
  };
  const all = [...demand];
  return {
    toCapacity: enough < demand.length ? enough - beginsSeconds : Number.POSITIVE_INFINITY,
    secondsOut: all.filter(isOut).length,
    replicasMost: Math.max(
      at(0)?.asked ?? 0,
      ...steps.filter(({ atSeconds }) => isDuring(atSeconds, demand)).map(({ asked }) => asked),
    ),
    course: {
      asked: all.map((_, second) => at(second)?.asked ?? 0),
      ready: all.map((_, second) => at(second)?.ready ?? 0),
    },
    good: all.map((_, second) => bySecond.get(second)?.good ?? 0),
    offered: all.map((_, second) => bySecond.get(second)?.intended ?? 0),
  };
}

const isDuring = (atSeconds: number, { length }: Float64Array): boolean =>
  atSeconds >= 0 && atSeconds < length;
