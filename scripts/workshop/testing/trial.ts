/** For integration tests: runs the real command line on a small plan, with its runs in a temporary folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Objective, Phase, Plan } from '../../../scenarios/campaigns/plan.ts';
import { arriving, held } from '../../../scenarios/campaigns/populations.ts';
import smoke from '../../../scenarios/campaigns/smoke.ts';
import type { Observations } from '../../evidence/observations.ts';
import { projectRoot } from '../../machine/project-root.ts';
import type { CheckId, Verdict } from '../../verdict/verdict.ts';
import { eventually } from './eventually.ts';
import { schemaMistakes } from './schema-mistakes.ts';

export interface TrialLoad {
  readonly seconds: number;
  readonly browsers: number;
  readonly couponBuyersPerHour: number;
}

/** One phase, `burst`, of so many real seconds; the objectives are the smoke plan's that make sense for it. */
export function trialPlan(load: TrialLoad, changes: Partial<Plan> = {}): Plan {
  const burst: Phase = {
    name: 'burst',
    calendarMinutes: load.seconds,
    begins: { after: 'previous' },
    populations: [
      held('browsers', 'browser', load.browsers),
      arriving('coupon-buyers', 'coupon-buyer', load.couponBuyersPerHour),
    ],
  };
  const objectives: readonly Objective[] = smoke.objectives.filter(
    ({ kind }) => kind !== 'recovery' && kind !== 'refused',
  );
  return { ...smoke, name: 'trial', description: 'a test', phases: [burst], objectives, ...changes };
}

/** Enough redemptions (over 4,000) to prove 99.8 %, at a rate that half of a busy machine's two cores can send on time. */
export const PROVING_LOAD: TrialLoad = { seconds: 24, browsers: 6000, couponBuyersPerHour: 750_000 };

export interface Trial {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Where its runs go. */
  readonly runs: string;
  /** What the command has written to both outputs so far. */
  readonly said: () => string;
  /** The folder of its run, once it is there. */
  readonly folder: () => Promise<string>;
  readonly ended: Promise<Ended>;
}
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

/** Starts `carnival rehearse` on the plan. */
export async function startRehearsal(plan: unknown, args: readonly string[] = []): Promise<Trial> {
  const runs = await mkdtemp(join(tmpdir(), 'carnival-trial-'));
  const file = join(runs, 'plan.json');
  await writeFile(file, JSON.stringify(plan));
  const trial = startCommand(['rehearse', '--plan', file, '--runs', join(runs, 'runs'), ...args]);
  return {
    ...trial,
    runs: join(runs, 'runs'),
    folder: async () => {
      const [id] = await eventually(
        () => readdir(join(runs, 'runs')).catch(() => []),
        (ids) => ids.length > 0,
      );
      return join(runs, 'runs', id!);
    },
  };
}

/** Starts the built command line. */
export function startCommand(args: readonly string[]): Omit<Trial, 'folder' | 'runs'> {
  const child = spawn(process.execPath, [join(projectRoot(), 'dist', 'carnival.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, said: text }));
  });
  return { child, pid: child.pid!, said: () => text, ended };
}

export interface Judged extends Ended {
  readonly verdict: Verdict;
  readonly observations: Observations;
  readonly folder: string;
}

/** Runs to the end; `during` is given the trial once load flows. Its verdict must be as docs/verdict.schema.json says. */
export async function rehearsed(
  plan: unknown,
  args: readonly string[] = [],
  during?: (trial: Trial, folder: string) => Promise<void>,
): Promise<Judged> {
  const trial = await startRehearsal(plan, args);
  const folder = await trial.folder();
  if (during !== undefined) {
    await untilLoadFlows(folder);
    await during(trial, folder);
  }
  const ended = await trial.ended;
  const read = async <T>(name: string): Promise<T> =>
    JSON.parse(
      await readFile(join(folder, name), 'utf8').catch(() => {
        throw new Error(`no ${name}; the command said:\n${ended.said}`);
      }),
    ) as T;
  const verdict = await read<Verdict>('verdict.json');
  const mistakes = schemaMistakes(verdict);
  if (mistakes.length > 0) throw new Error(`verdict.json is not as its schema says: ${mistakes.join('; ')}`);
  return {
    ...ended,
    folder,
    verdict,
    observations: await read<Observations>('observations.json'),
  };
}

const ATTEMPTS_MAX = 4;
/** Before the second attempt, twice as long before the third: who else uses the machine may be done by then. */
const PAUSE_MS = 15_000;
const TIMING: readonly CheckId[] = ['ticks-on-time', 'sends-on-time'];

/**
 * As `rehearsed`, again while the generator was late and nothing else: for what a test says of the target or the load, on a
 * machine that others use too. What it says of the generator itself is for `rehearsed` alone.
 */
export async function rehearsedOnTime(...args: Parameters<typeof rehearsed>): Promise<Judged> {
  let judged = await rehearsed(...args);
  for (let attempt = 1; wasLate(judged.verdict) && attempt < ATTEMPTS_MAX; attempt++) {
    await sleep(attempt * PAUSE_MS);
    judged = await rehearsed(...args);
  }
  return judged;
}

function wasLate({ outcome, validity }: Verdict): boolean {
  const broken = validity.filter(({ state }) => state === 'broken');
  return outcome === 'inconclusive' && broken.length > 0 && broken.every(({ id }) => TIMING.includes(id));
}

/** The first orders have been acknowledged. */
const untilLoadFlows = (folder: string): Promise<string> =>
  eventually(
    () => readFile(join(folder, 'k6-console.log'), 'utf8').catch(() => ''),
    (text) => text.includes('acknowledged'),
  );

export interface Running {
  readonly pid: number;
  readonly command: string;
}

/** Processes whose command line holds every one of the texts, from /proc. */
export async function processesWith(...texts: readonly string[]): Promise<readonly Running[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    pids.map(async (pid) => ({
      pid: Number(pid),
      // A process that ended meanwhile has no command line.
      command: (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' '),
    })),
  );
  return all.filter(
    ({ pid, command }) => pid !== process.pid && texts.every((text) => command.includes(text)),
  );
}

/** A process for good: a number is used again, a number with the tick at which it began is not. */
export interface Kin {
  readonly pid: number;
  readonly startedTick: string;
}

/** The process and all that descend from it, from /proc. */
export async function familyOf(pid: number): Promise<readonly Kin[]> {
  const all = await everybody();
  const family = all.filter((each) => each.pid === pid);
  // Grows while it is walked, by the children of whoever comes next.
  for (const parent of family) family.push(...all.filter(({ parentPid }) => parentPid === parent.pid));
  return family;
}

export async function livingOf(kin: readonly Kin[]): Promise<readonly Kin[]> {
  const all = await everybody();
  return kin.filter(({ pid, startedTick }) =>
    all.some((each) => each.pid === pid && each.startedTick === startedTick),
  );
}

/** Who lives; who has ended and waits to be reaped does not. */
async function everybody(): Promise<readonly (Kin & { readonly parentPid: number })[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // After the name, which may hold spaces: state, parent, …, and the start as the 22nd field of all (proc_pid_stat(5)).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state, parentPid] = fields;
      return { pid: Number(pid), state, parentPid: Number(parentPid), startedTick: fields[22 - 3] ?? '' };
    }),
  );
  return all.filter(({ state }) => state !== '' && state !== 'Z');
}

/** A cell's state by name, such as `response-time · burst · search.query`. */
export function cellState(verdict: Verdict, objective: string, phase: string | null, step: string | null) {
  const cells = verdict.objectives.find(({ id }) => id === objective)?.cells ?? [];
  return cells.find((cell) => cell.phase === phase && cell.step === step)?.state;
}
