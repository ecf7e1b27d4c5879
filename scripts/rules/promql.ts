/** The few forms of PromQL that the rules are made of. Every series keeps its `run_id`, so that two runs never mix. */
import { RUN_ID } from '../../scenarios/metrics.ts';

/** A series: `metric{matchers}`. */
export const series = (metric: string, ...matchers: readonly string[]): string =>
  matchers.length === 0 ? metric : `${metric}{${matchers.join(', ')}}`;

export const is = (label: string, value: string): string => `${label}=${JSON.stringify(value)}`;
/** Names hold dots, which must not match other letters. */
export const isOneOf = (label: string, values: readonly string[]): string =>
  `${label}=~${JSON.stringify(values.map(literally).join('|'))}`;
export const isNoneOf = (label: string, values: readonly string[]): string =>
  `${label}!~${JSON.stringify(values.map(literally).join('|'))}`;
const literally = (value: string): string => value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

export const by = (how: 'sum' | 'min' | 'max', labels: readonly string[], what: string): string =>
  `${how} by (${[RUN_ID, ...labels].join(', ')}) (${what})`;
export const rate = (what: string, seconds: number): string => `rate(${what}[${seconds}s])`;
/** Several sets of series that have none in common. */
export const together = (sets: readonly string[]): string => sets.join(' or ');
/** Where one holds and the other too, in the same run. */
export const whileInRun = (one: string, other: string): string => `${one} and on (${RUN_ID}) ${other}`;

const RUN_LEVEL = 'run';
/** `level:metric:operations`. */
export const recordName = (labels: readonly string[], metric: string, operations: string): string =>
  `${[RUN_LEVEL, ...labels].join('_')}:${metric}:${operations}`;
