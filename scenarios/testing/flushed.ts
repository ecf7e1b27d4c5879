/** What counters write at a flush of all series. */
import type { Counters, Labels, Meter } from '../crowd/counters.ts';
import type { CounterName } from '../metrics.ts';

export interface Written {
  readonly name: CounterName;
  readonly value: number;
  readonly labels: Labels;
}

export function flushed(counters: Counters): Written[] {
  const written: Written[] = [];
  const meter: Meter = {
    add: (name, value, labels) => written.push({ name, value, labels }),
    set: () => {
      throw new Error('counters set no gauge');
    },
  };
  counters.flush(meter, true);
  return written;
}

export const valuesOf = (counters: Counters): number[] => flushed(counters).map(({ value }) => value);
