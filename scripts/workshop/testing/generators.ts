/** For integration tests that need k6 and Prometheus without the rest of a rehearsal. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Plan, PlannedRun } from '../../../scenarios/campaigns/plan.ts';
import { signedRun } from '../../admission/signed-run.ts';
import { type Child, startChild } from '../../machine/processes/child.ts';
import type { Keeper } from '../../machine/processes/keeper.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { generatorArgs, generatorEnv } from '../../rehearsal/generator.ts';
import { connectPrometheus } from '../../rehearsal/prometheus/query.ts';
import { type Counters, readCounters } from '../../rehearsal/prometheus/read-counters.ts';
import { startPrometheus } from '../../rehearsal/prometheus/start.ts';
import { countedIn, watchedIn } from '../../verdict/watched.ts';
import { PATIENCE } from './processes.ts';

const RUN_ID = 'test';
/** From k6's start to the timetable's zero. */
const LEAD_MS = 4000;

/** A target that answers everything, in a process of its own. */
export async function startSmallTarget(
  keeper: Keeper,
  folder: string,
): Promise<{ child: Child; url: string }> {
  const logFile = join(folder, 'target.log');
  const script = join(import.meta.dirname, 'programs', 'small-target.mjs');
  const child = await startChild(keeper, {
    name: 'target',
    command: process.execPath,
    args: [script],
    logFile,
  });
  const { port } = await vi.waitFor(
    async () => JSON.parse(await readFile(logFile, 'utf8')) as { port: number },
    PATIENCE,
  );
  return { child, url: `http://127.0.0.1:${port}` };
}

export interface GeneratorsRun {
  readonly keeper: Keeper;
  readonly folder: string;
  readonly plan: Plan;
  readonly targetUrl: string;
  /** k6 options of each process. */
  readonly processes: readonly (readonly string[])[];
  readonly scenario?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called at the timetable's zero. */
  readonly atZero?: () => Promise<void>;
}

/** Runs the plan with one or several k6 processes into one Prometheus, and reads what they counted. */
export async function runGenerators(options: GeneratorsRun): Promise<Counters> {
  const { keeper, folder, plan, targetUrl } = options;
  const tools = await ensureTools({ progress: console.error });
  const { child: prometheus, access } = await startPrometheus({
    start: (child) => startChild(keeper, child),
    command: tools.prometheus.path,
    folder: join(folder, 'prometheus'),
    logFile: join(folder, 'prometheus.log'),
    port: null,
    runId: RUN_ID,
    targets: [],
  });
  const startedAtMs = Date.now();
  const zeroAtMs = startedAtMs + LEAD_MS;
  const targets = Object.fromEntries(plan.regions.map(({ name }) => [name, targetUrl]));
  const planned: PlannedRun = { ...plan, run: signedRun({ id: RUN_ID, targets, hosts: {}, zeroAtMs }) };
  const planFile = join(folder, 'plan.json');
  await writeFile(planFile, JSON.stringify(planned));
  const children = await Promise.all(
    options.processes.map((more, i) => {
      const consoleFile = join(folder, `console-${i}.log`);
      const generator = {
        scenario: options.scenario ?? null,
        planFile,
        consoleFile,
        prometheus: access,
        runId: RUN_ID,
        more,
      };
      return startChild(keeper, {
        name: `k6 ${i}`,
        command: tools.k6.path,
        args: generatorArgs(generator),
        env: { ...generatorEnv(generator), ...options.env },
        logFile: join(folder, `k6-${i}.log`),
      });
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, zeroAtMs - Date.now()));
  await options.atZero?.();
  for (const child of children) {
    const { code } = await child.exited;
    if (code !== 0)
      throw new Error(`${child.name} ended with ${code}: ${await readFile(child.logFile, 'utf8')}`);
  }
  const counters = await readCounters(connectPrometheus(access), {
    runId: RUN_ID,
    phases: plan.phases.map(({ name }) => name),
    orderSteps: ['order.create'],
    watched: watchedIn(plan),
    counted: countedIn(plan),
    startedAtMs,
    zeroAtMs,
    endedAtMs: Date.now(),
    herds: [],
  });
  await prometheus.stop();
  return counters;
}
