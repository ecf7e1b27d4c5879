/** What is wrong with the think times of a behaviour. Whoever writes a behaviour may have no compiler, so nothing is taken for granted. */
import type { Behaviour } from './behaviour.ts';

export interface ThinkFlaw {
  /** From the behaviour's steps on, like `['basket.add', 'thinkSeconds', 'p99']`. */
  readonly path: readonly string[];
  readonly problem: string;
  readonly hint: string;
}

const KINDS =
  'write seconds (the mean of an exponential), { fixed: seconds } or { median: seconds, p99: seconds }';
const SECONDS = 'write seconds: a finite number, 0 or more';
/** Beyond, the mean lies more than 80 medians away and hardly anybody ever thinks for that long. */
const RATIO_MAX = 1000;

export const thinkFlaws = (steps: Behaviour['steps']): readonly ThinkFlaw[] =>
  Object.entries(steps).flatMap(([step, { thinkSeconds, retrySeconds }]) => [
    ...flawsOf(thinkSeconds, [step, 'thinkSeconds']),
    ...(retrySeconds === undefined ? [] : flawsOf(retrySeconds, [step, 'retrySeconds'])),
  ]);

function flawsOf(think: unknown, path: readonly string[]): readonly ThinkFlaw[] {
  if (typeof think === 'number') return secondsFlaws(think, path, SECONDS);
  if (typeof think !== 'object' || think === null)
    return [{ path, problem: 'is not a think time', hint: KINDS }];
  const given: Readonly<Record<string, unknown>> = { ...think };
  const keys = Object.keys(given).toSorted().join();
  if (keys === 'fixed') return secondsFlaws(given.fixed, [...path, 'fixed'], SECONDS);
  if (keys !== 'median,p99') return [{ path, problem: 'is not a think time', hint: KINDS }];
  const { median, p99 } = given;
  const flaws = [
    ...secondsFlaws(median, [...path, 'median'], SECONDS),
    ...secondsFlaws(p99, [...path, 'p99'], SECONDS),
  ];
  return flaws.length > 0 ? flaws : ratioFlaws(Number(median), Number(p99), path);
}

function secondsFlaws(value: unknown, path: readonly string[], hint: string): readonly ThinkFlaw[] {
  if (typeof value !== 'number') return [{ path, problem: 'is not a number', hint }];
  if (!Number.isFinite(value)) return [{ path, problem: 'is not finite', hint }];
  return value < 0 ? [{ path, problem: 'is less than 0', hint }] : [];
}

function ratioFlaws(median: number, p99: number, path: readonly string[]): readonly ThinkFlaw[] {
  if (median === 0)
    return [{ path: [...path, 'median'], problem: 'is 0', hint: 'write { fixed: 0 } for no think time' }];
  if (p99 <= median)
    return [
      {
        path: [...path, 'p99'],
        problem: `is not above median (${median})`,
        hint: 'most think for less than the last few; write { fixed: seconds } if all think alike',
      },
    ];
  if (p99 > median * RATIO_MAX)
    return [
      {
        path: [...path, 'p99'],
        problem: `is more than ${RATIO_MAX} times median (${median})`,
        hint: 'make two steps of it, or send some of the shoppers away',
      },
    ];
  return [];
}
