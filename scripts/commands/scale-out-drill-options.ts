/** The options of `carnival scale-out --drill`: which belong together. Every mistake is collected. */
import type { Mistake } from '../mistakes/plan-error.ts';
import { hpaNameFrom } from '../scale-out-drill/kubectl-hpa.ts';

export interface DrillOptions {
  readonly drill?: boolean;
  readonly watchHpa?: string;
  /** Empty: the embedded shop. */
  readonly target?: readonly string[];
  readonly ca?: string;
  readonly runs?: string;
  readonly as?: string;
  readonly steeper?: string;
  readonly prices?: string;
  readonly machine?: string;
  readonly orderValue?: string;
}

/** A drill asks nothing of them. */
const OF_THE_SIMULATION = {
  '--as': 'as',
  '--steeper': 'steeper',
  '--prices': 'prices',
  '--machine': 'machine',
  '--order-value': 'orderValue',
} as const satisfies Readonly<Record<string, keyof DrillOptions>>;

/** Nothing is loaded without one. */
const OF_THE_DRILL = {
  '--watch-hpa': 'watchHpa',
  '--ca': 'ca',
} as const satisfies Readonly<Record<string, keyof DrillOptions>>;

export const drillMistakes = (options: DrillOptions): readonly Mistake[] =>
  options.drill === true ? ofDrill(options) : withoutDrill(options);

function ofDrill(options: DrillOptions): readonly Mistake[] {
  const { watchHpa, target = [] } = options;
  const mistakes: Mistake[] = [];
  const missed = (path: string, value: unknown, problem: string, hint: string): void =>
    void mistakes.push({ path, value, problem, hint });
  for (const [path, name] of Object.entries(OF_THE_SIMULATION))
    if (options[name] !== undefined) missed(path, options[name], 'says nothing in a drill', 'leave it out');
  if (watchHpa !== undefined && hpaNameFrom(watchHpa) === null)
    missed('--watch-hpa', watchHpa, 'is no name of an autoscaler', 'write it so: namespace/name');
  if (watchHpa !== undefined && target.length === 0)
    missed(
      '--watch-hpa',
      watchHpa,
      'watches a cluster, and no target is loaded',
      'name it with --target, or leave --watch-hpa out',
    );
  if (watchHpa === undefined && target.length > 0)
    missed(
      '--target',
      target.join(', '),
      'is scaled by an autoscaler that nobody watches',
      'name it with --watch-hpa namespace/name',
    );
  return mistakes;
}

function withoutDrill(options: DrillOptions): readonly Mistake[] {
  const given = Object.entries(OF_THE_DRILL).flatMap(([path, name]): [string, unknown][] =>
    options[name] === undefined ? [] : [[path, options[name]]],
  );
  const target = options.target ?? [];
  if (target.length > 0) given.push(['--target', target.join(', ')]);
  return given.map(([path, value]) => ({
    ...{ path, value, problem: 'is for a drill: nothing is loaded without one' },
    hint: `say --drill too, or leave ${path} out`,
  }));
}
