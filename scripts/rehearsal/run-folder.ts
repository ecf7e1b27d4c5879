/** One run is one folder: the paths of its files, and the log of its events. */
import { appendFileSync } from 'node:fs';
import { mkdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../evidence/observations.ts';
import { RUN_DISK_BYTES } from '../machine/disk.ts';
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
  forecast: 'forecast.json',
  events: 'events.jsonl',
  k6Log: 'k6.log',
  console: 'k6-console.log',
  prometheus: 'prometheus',
  prometheusLog: 'prometheus.log',
  shop: 'shop',
  observations: 'observations.json',
} as const;
export type RunFile = keyof typeof RUN_FILES;

/** @throws CarnivalError when the folder cannot be made, or the disk has too little room for a run */
export async function createRunFolder(runs: string, plan: string, now: Date): Promise<RunFolder> {
  await mkdir(runs, { recursive: true }).catch((cause: Error) => {
    throw new CarnivalError(`cannot make the folder of runs "${runs}": ${cause.message}`, {
      hint: '--runs names another folder',
      cause,
    });
  });
  const { bavail, bsize } = await statfs(runs);
  if (bavail * bsize < RUN_DISK_BYTES)
    throw new CarnivalError(
      `the disk of "${runs}" has ${inBytes(bavail * bsize)} left; a run needs ${inBytes(RUN_DISK_BYTES)}`,
      { hint: 'delete old runs, or name another place with --runs' },
    );
  const id = await unusedId(runs, `${now.toISOString().slice(0, 19).replaceAll(':', '-')}-${plan}`);
  const path = join(runs, id);
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

async function unusedId(runs: string, wanted: string): Promise<string> {
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}-${n}`;
    try {
      await mkdir(join(runs, id));
      return id;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

export const writeJson = (file: string, value: unknown): Promise<void> =>
  writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
