/** A run whose Prometheus has ended: which one it is, when it was, and where its data lie. */
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lengthMs, timetable } from '../../scenarios/crowd/timetable.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { readPlannedRun } from '../rehearsal/judge-folder.ts';
import { RUN_FILES } from '../rehearsal/run-folder.ts';

export interface FinishedRun {
  readonly id: string;
  /** Whether it was of the embedded shop: of others Prometheus knows the crowd alone. */
  readonly isEmbedded: boolean;
  /** What Prometheus has written: `prometheus/data` in the run's folder. */
  readonly dataFolder: string;
  /** Epoch milliseconds: a little before the first shopper comes, and a little after the last answer. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** k6 starts before the timetable's zero. After the last phase, requests drain, and the last figures are recorded. */
const BEFORE_MS = 10_000;
const AFTER_MS = 10_000;
/** Prometheus locks this file while it runs, and removes it when it ends in good order. */
const LOCK_FILE = 'lock';
const LOCKS = '/proc/locks';

/**
 * @param locks the kernel's list of locks; another file in tests
 * @throws CarnivalError when it is no run, still goes on, or has no data
 */
export async function finishedRun(folder: string, locks = LOCKS): Promise<FinishedRun> {
  const plan = await readPlannedRun(folder);
  const dataFolder = join(folder, RUN_FILES.prometheus, 'data');
  // A link is not followed, as in the copy.
  const isFolder = await lstat(dataFolder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const entries = isFolder ? await readdir(dataFolder) : [];
  if (entries.includes(LOCK_FILE) && (await isLocked(join(dataFolder, LOCK_FILE), locks)))
    throw mistake(
      `${folder} is a run that still goes on: its Prometheus has a lock on its data`,
      'wait until it has ended; meanwhile it shows itself on the screen',
    );
  if (plan.run === undefined || !entries.some((name) => name !== LOCK_FILE))
    throw mistake(
      `${folder} has no data of its Prometheus`,
      `a run that sent no load has none, and ${RUN_FILES.prometheus}/data may have been deleted, or be a link`,
    );
  const { id, zeroAtMs } = plan.run;
  return {
    ...{ id, dataFolder, isEmbedded: plan.shop !== undefined },
    fromMs: zeroAtMs - BEFORE_MS,
    untilMs: zeroAtMs + lengthMs(timetable(plan)) + plan.generator.drainMs + AFTER_MS,
  };
}

/**
 * A Prometheus that was killed leaves the file without a lock. Where the kernel does not say who locks what, the file alone decides.
 * @see proc_locks(5)
 */
async function isLocked(file: string, locks: string): Promise<boolean> {
  const { ino } = await stat(file, { bigint: true });
  const held = await readFile(locks, 'utf8').catch(() => null);
  if (held === null) return true;
  return held.split('\n').some((line) => line.split(/\s+/).some((word) => word.endsWith(`:${ino}`)));
}

const mistake = (problem: string, hint: string): CarnivalError =>
  new CarnivalError(problem, { hint, exitCode: EXIT.badPlan });
