/** Stock k6 as the load generator: its command line and environment. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { PhaseTime } from '../../scenarios/crowd/timetable.ts';
import { RUN_ID } from '../../scenarios/metrics.ts';
import type { GeneratorUse, PhaseCpu } from '../evidence/observations.ts';
import type { Child, Exit } from '../machine/processes/child.ts';
import type { CpuSeries } from '../machine/processes/cpu-series.ts';
import type { Use } from '../machine/processes/use.ts';
import { projectRoot } from '../machine/project-root.ts';
import { consoleArgs } from './console/console-line.ts';
import type { PrometheusAccess } from './prometheus/access.ts';
import { REMOTE_WRITE_OUTPUT, remoteWriteEnv } from './prometheus/remote-write.ts';

export interface GeneratorOptions {
  /** A k6 script; the rehearsal's own when left out. */
  readonly scenario: string | null;
  readonly planFile: string;
  readonly consoleFile: string;
  readonly prometheus: PrometheusAccess;
  /** A label of every series that k6 writes. */
  readonly runId: string;
  /** k6 options added as they are, such as --execution-segment. */
  readonly more?: readonly string[];
}

const scenarioFile = (name: string): string => join(projectRoot(), 'scenarios', name);

/** What every k6 of ours runs with, whatever its script. */
export const QUIET_K6_ARGS = [
  'run',
  // Empty, in place of this user's own: their `rps` or `hosts` would bend the load.
  `--config=${scenarioFile('k6-config.json')}`,
  // k6 must not hold requests back, and an error must come as a response with its code, whatever a script asks for.
  '--rps=0',
  '--throw=false',
  '--quiet',
  '--no-color',
  '--no-usage-report',
  // Trend sinks keep every sample, and a threshold passes on no data: the verdict comes from Prometheus.
  '--summary-mode=disabled',
  '--no-thresholds',
  // No control page: only this command controls the run.
  '--address=',
] as const;
/** What every k6 that is measured or judged runs with. */
export const K6_ARGS = [...QUIET_K6_ARGS, `--out=${REMOTE_WRITE_OUTPUT}`] as const;

export function generatorArgs({
  scenario,
  consoleFile,
  runId,
  more = [],
}: GeneratorOptions): readonly string[] {
  return [
    ...K6_ARGS,
    ...consoleArgs(consoleFile),
    ...['--tag', `${RUN_ID}=${runId}`],
    ...more,
    scenario ?? scenarioFile('rehearsal.ts'),
  ];
}

/**
 * Limit of Go's heap. A healthy run takes under half a GB at 2,000,000 shoppers. With a lower limit and thousands of requests stuck
 * in flight, k6 would spend its cores on collecting garbage and become the bottleneck.
 */
const HEAP_LIMIT = '1536MiB';
/** Collect at five times the live heap: decision 017. */
export const GARBAGE_PERCENT = '400';

export const generatorEnv = ({
  planFile,
  prometheus,
}: GeneratorOptions): Readonly<Record<string, string>> => ({
  ...remoteWriteEnv(prometheus),
  ...planEnv(planFile),
  GOMEMLIMIT: HEAP_LIMIT,
  GOGC: GARBAGE_PERCENT,
});

/** What every script of ours needs of its environment. */
export const planEnv = (planFile: string): Readonly<Record<string, string>> => ({
  CARNIVAL_PLAN: planFile,
  // A proxy would choose the address itself instead of the one that was checked.
  NO_PROXY: '*',
});

type Env = Readonly<Record<string, string | undefined>>;

/** k6 takes options from K6_* variables. Those exported for other tests must not change a rehearsal. */
export function foreignVariables(env: Env): readonly string[] {
  return Object.keys(env).filter((name) => name.startsWith('K6_') && name !== 'K6_BIN');
}

/** The part of k6's environment that unsets these variables. k6's own come after it. */
export const hiddenFromK6 = (env: Env): Env =>
  Object.fromEntries(foreignVariables(env).map((name) => [name, undefined]));

/**
 * @param used null if it could not be read. Unknown figures become 0
 * @param times the phases, by the wall clock
 */
export function generatorUse(
  k6: Child,
  exit: Exit,
  used: Use | null,
  times: readonly Pick<PhaseTime, 'phase' | 'startMs' | 'endMs'>[],
): GeneratorUse {
  const own = used?.processes.get(k6.pid);
  return {
    exitCode: exit.code,
    signal: exit.signal,
    cpuSeconds: own?.cpuSeconds ?? 0,
    rssBytesMax: own?.rssBytesMax ?? 0,
    allPssBytesMax: used?.allPssBytesMax ?? 0,
    allCpuSeconds: used?.allCpuSeconds ?? 0,
    cores: availableParallelism(),
    wallSeconds: used?.wallSeconds ?? 0,
    cpuByPhase: times.flatMap(({ phase, startMs, endMs }): PhaseCpu[] => {
      const during = (series: CpuSeries | undefined) => series?.between(startMs, endMs) ?? null;
      const all = during(used?.cpu.all);
      if (all === null) return [];
      return [
        {
          phase,
          wallSeconds: all.wallSeconds,
          allCpuSeconds: all.cpuSeconds,
          generatorCpuSeconds: during(used?.cpu.byProcess.get(k6.pid))?.cpuSeconds ?? 0,
          machineCpuSeconds: during(used?.cpu.machine)?.cpuSeconds ?? null,
        },
      ];
    }),
  };
}
