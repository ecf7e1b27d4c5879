/** One run is one folder: its id, the paths of its files, and the log of its events. */
import { randomInt } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../evidence/observations.ts';
import { freeBytes, RUN_DISK_BYTES } from '../machine/disk.ts';
import { makeFolder } from '../machine/make-folder.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { inBytes } from '../text/numbers.ts';

export interface RunFolder {
  readonly id: string;
  readonly path: string;
  readonly file: (name: RunFile) => string;
  /** Notes an event in memory and in events.jsonl. If the disk cannot take it, that is an event too. */
  readonly note: (kind: RunEvent['kind'], reason: string) => void;
  readonly events: readonly RunEvent[];
}

/** What a run works with. The verdict's own files are named in scripts/outputs/. */
export const RUN_FILES = {
  plan: 'plan.json',
  scenario: 'scenario.js',
  forecast: 'forecast.json',
  events: 'events.jsonl',
  k6Log: 'k6.log',
  console: 'k6-console.log',
  prometheus: 'prometheus',
  prometheusLog: 'prometheus.log',
  shop: 'shop',
  observations: 'observations.json',
  /** How the run went over time, for its report. */
  timeline: 'timeline.json',
  /** The authorities of `--ca`, alone: k6 reads every file in it. */
  certificates: 'certificates',
  cleanUp: 'cleanup.json',
} as const;
export type RunFile = keyof typeof RUN_FILES;

/**
 * @param letters at the end of the id: random, so that runs of one second differ wherever their folders are
 * @throws CarnivalError when the folder cannot be made, or the disk has too little room for a run
 */
export async function createRunFolder(
  runs: string,
  plan: string,
  now: Date,
  letters: string = randomLetters(),
): Promise<RunFolder> {
  await makeFolder(runs).catch((cause: Error) => {
    throw new CarnivalError(`cannot make the folder of runs "${runs}": ${cause.message}`, {
      hint: '--runs names another folder',
      cause,
    });
  });
  const free = await freeBytes(runs);
  if (free < RUN_DISK_BYTES)
    throw new CarnivalError(
      `the disk of "${runs}" has ${inBytes(free)} left; a run needs ${inBytes(RUN_DISK_BYTES)}`,
      { hint: 'delete old runs, or name another place with --runs' },
    );
  const id = runId(plan, now, letters);
  const path = join(runs, id);
  await mkdir(path);
  await Promise.all([mkdir(join(path, RUN_FILES.prometheus)), mkdir(join(path, RUN_FILES.shop))]);
  const events: RunEvent[] = [];
  const file = (name: RunFile): string => join(path, RUN_FILES[name]);
  return {
    id,
    path,
    file,
    events,
    note: (kind, reason) => {
      const event: RunEvent = { atMs: Date.now(), kind, reason };
      events.push(event);
      try {
        appendFileSync(file('events'), `${JSON.stringify(event)}\n`);
      } catch (error) {
        // The event itself is kept above. The verdict tells what could not be written.
        if (!events.some((each) => each.kind === 'disk-full'))
          events.push({
            atMs: Date.now(),
            kind: 'disk-full',
            reason: `events.jsonl: ${(error as Error).message}`,
          });
      }
    },
  };
}

/** As much of a plan's name as an id can hold: order ids begin with the run's id and have at most 64 characters. */
const PLAN_CHARACTERS_MAX = 15;
const TO_THE_SECOND = 'YYYY-MM-DDTHH:MM:SS'.length;
const LETTERS = 6;
const A = 'a'.charCodeAt(0);
const ALPHABET = 26;

export const runId = (plan: string, now: Date, letters: string = randomLetters()): string => {
  const second = now.toISOString().slice(0, TO_THE_SECOND).replaceAll(':', '-');
  return `${second}-${plan.slice(0, PLAN_CHARACTERS_MAX)}-${letters}`;
};

const randomLetters = (): string =>
  String.fromCharCode(...Array.from({ length: LETTERS }, () => A + randomInt(ALPHABET)));

export const writeJson = (file: string, value: unknown): Promise<void> =>
  writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
