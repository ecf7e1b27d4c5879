/** For integration tests: runs the real command line on a small plan, with its runs in a temporary folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import type { Observations } from '../../evidence/observations.ts';
import { projectRoot } from '../../machine/project-root.ts';
import type { CheckId, Verdict } from '../../verdict/verdict.ts';
import { brokenChecks } from './cell-names.ts';
import { PATIENCE } from './processes.ts';
import { noteRetry } from './retries.ts';
import { schemaMistakes } from './schema-mistakes.ts';

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
  const root = temporaryFolder();
  const runs = join(root, 'runs');
  const file = join(root, 'plan.json');
  await writeFile(file, JSON.stringify(plan));
  const trial = startCommand(['rehearse', '--plan', file, '--runs', runs, ...args]);
  const folder = () =>
    vi.waitFor(async () => {
      const [id] = await readdir(runs);
      expect(id, trial.said()).toBeDefined();
      return join(runs, id!);
    }, PATIENCE);
  return { ...trial, runs, folder };
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

/** Until then, others who use the machine may be done. */
const PAUSE_MS = 15_000;
const TIMING: readonly CheckId[] = ['ticks-on-time', 'sends-on-time'];

/**
 * Like `rehearsed`, but tries once more if the generator was late and nothing else was wrong. For tests about the target or the load
 * on a machine that others use too. Tests about the generator itself use `rehearsed`.
 */
export const rehearsedOnTime = (...args: Parameters<typeof rehearsed>): Promise<Judged> =>
  onTime(
    () => rehearsed(...args),
    ({ verdict }) => verdict,
  );

/** The same for anything that rehearses. @param verdictOf the verdict of the rehearsal that must not have been late */
export async function onTime<Result>(
  run: () => Promise<Result>,
  verdictOf: (result: Result) => Verdict,
): Promise<Result> {
  const result = await run();
  const verdict = verdictOf(result);
  const broken = brokenChecks(verdict);
  const isOnlyLate = broken.length > 0 && broken.every((id) => TIMING.includes(id));
  if (verdict.outcome !== 'inconclusive' || !isOnlyLate) return result;
  noteRetry(`the generator was late (${broken.join(', ')})`);
  await sleep(PAUSE_MS);
  return run();
}

/** How the crowd begins the list of a region's orders on k6's console, where it is JSON inside JSON. */
const ORDER_PROMISED = String.raw`\"order\":[`;

/** The first orders have been acknowledged. */
const untilLoadFlows = (folder: string): Promise<void> =>
  vi.waitFor(async () => {
    const console = await readFile(join(folder, 'k6-console.log'), 'utf8');
    // Not as the message of a failure: it may be long.
    expect(console.includes(ORDER_PROMISED), 'no order was acknowledged').toBe(true);
  }, PATIENCE);
