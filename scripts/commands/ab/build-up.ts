/** Starts one of the two builds by its command, and waits until it may be loaded. It stays up for the whole gate. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSilent } from '../../admission/admission.ts';
import { type Child, lastLines, type StartChild } from '../../machine/processes/child.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { PlanError } from '../../mistakes/plan-error.ts';

/** Long enough for a service that is built when it starts. */
const UP_MS_MAX = 120_000;
const ASK_EVERY_MS = 250;
const LOG_TAIL_LINES = 5;
/** A command may be a shell that must end its own children first. */
const FOREGROUND = 'the command must stay in the foreground: it is ended with the gate';

export interface BuildOptions {
  /** `base` or `head`. */
  readonly name: string;
  /** The option that named its command. */
  readonly option: string;
  readonly command: string;
  readonly targets: readonly string[];
  /** Its log goes there. */
  readonly folder: string;
  readonly start: StartChild;
  /** Resolves if the targets may be loaded; rejects with a PlanError. */
  readonly admit: () => Promise<unknown>;
  readonly interrupt: { readonly happened: boolean; readonly first: Promise<string> };
  readonly upMsMax?: number;
}

/** @throws CarnivalError when it does not come up; PlanError when it may not be loaded. Null: interrupted before it was up */
export async function buildUp(options: BuildOptions): Promise<Child | null> {
  const { name, option, command, targets, folder, start, admit, interrupt, upMsMax = UP_MS_MAX } = options;
  const where = targets.join(', ');
  if (await isUp(admit))
    throw new CarnivalError(`something answers at ${where} before the ${name} was started`, {
      hint: `end it, or let ${option} start the ${name} at another port`,
    });
  const child = await start({
    name,
    command: 'sh',
    args: ['-c', command],
    logFile: join(folder, `${name}.log`),
  });
  const untilMs = performance.now() + upMsMax;
  for (;;) {
    if (interrupt.happened) return null;
    await stillUp(child, option);
    if (await isUp(admit)) return child;
    if (performance.now() > untilMs)
      throw new CarnivalError(
        `the ${name} did not answer at ${where} within ${upMsMax / 1000} s: ${await lastLines(child.logFile, LOG_TAIL_LINES)}`,
        { hint: `does ${option} start it, and does it listen there? Its log: ${child.logFile}` },
      );
    await Promise.race([sleep(ASK_EVERY_MS), child.exited, interrupt.first]);
  }
}

const isUp = (admit: BuildOptions['admit']): Promise<boolean> =>
  admit().then(
    () => true,
    (error: unknown) => {
      if (error instanceof PlanError && error.mistakes.every(isSilent)) return false;
      throw error;
    },
  );

/** @throws CarnivalError with its last words when it has ended */
export async function stillUp(child: Child, startedBy: string): Promise<void> {
  if (child.exit === null) return;
  const { code, signal } = child.exit;
  const said = await lastLines(child.logFile, LOG_TAIL_LINES);
  throw new CarnivalError(
    `the ${child.name} ended (${signal ?? `exit code ${code}`}), which ${startedBy} started: ${said === '' ? 'it said nothing' : said}`,
    { hint: `${FOREGROUND}; its log: ${child.logFile}` },
  );
}
