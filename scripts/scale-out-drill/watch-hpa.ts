/** Watches an autoscaler of the user's cluster through kubectl while the load runs, and keeps what it sees as JSON lines. */
import { appendFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Keeper } from '../machine/processes/keeper.ts';
import { runPiped } from '../machine/processes/piped.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import {
  type ClusterHpa,
  type ClusterLook,
  commandForBoth,
  commandForHpa,
  type HpaName,
  kubectlError,
  readClusterHpa,
  readClusterLook,
} from './kubectl-hpa.ts';

/** A look costs the API server a request. Replicas come slower. */
export const LOOK_EVERY_MS = 2000;
const ANSWER_MS_MAX = 10_000;
const ANSWER_BYTES_MAX = 10_000_000;

/** A line of the watch. */
export type WatchLine =
  | ({ readonly atMs: number } & ClusterLook)
  | { readonly atMs: number; readonly missed: string };

/** @throws CarnivalError that says what kubectl lacks */
async function kubectl(keeper: Keeper, command: string, hpa: HpaName, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  const { exit, errors } = await runPiped(keeper, {
    ...{ command, input: [], msMax: ANSWER_MS_MAX, outputBytesMax: ANSWER_BYTES_MAX, signal },
    read: async (pieces) => {
      for await (const piece of pieces) chunks.push(piece);
    },
  });
  if (exit?.code !== 0) throw kubectlError({ code: exit?.code ?? null, errors }, hpa);
  return Buffer.concat(chunks).toString('utf8');
}

export interface CheckedHpa extends ClusterHpa {
  readonly name: HpaName;
  /** Before the load. */
  readonly look: ClusterLook;
}

const NEVER = new AbortController().signal;

/**
 * Before any load: whether it can be watched.
 * @throws CarnivalError that says what is missing
 */
export async function checkHpa(keeper: Keeper, name: HpaName): Promise<CheckedHpa> {
  const found = readClusterHpa(await kubectl(keeper, commandForHpa(name), name, NEVER), name);
  const both = await kubectl(keeper, commandForBoth(name, found.target), name, NEVER);
  return { ...found, name, look: readClusterLook(both, name) };
}

export interface HpaWatch {
  end(): Promise<void>;
}

/** A look that fails is a line too: a gap must not look like a calm stretch. */
export function watchHpa(
  keeper: Keeper,
  { name: hpa, target }: CheckedHpa,
  { file, everyMs = LOOK_EVERY_MS }: { readonly file: string; readonly everyMs?: number },
): HpaWatch {
  const stop = new AbortController();
  const command = commandForBoth(hpa, target);
  const look = async (): Promise<void> => {
    const atMs = Date.now();
    const line: WatchLine = await kubectl(keeper, command, hpa, stop.signal).then(
      (answer) => ({ atMs, ...readClusterLook(answer, hpa) }),
      (error: unknown) => ({ atMs, missed: reasonOf(error) }),
    );
    // A line that cannot be written, as on a full disk, is a gap in the watch, and a gap is told.
    if (!stop.signal.aborted) await appendFile(file, `${JSON.stringify(line)}\n`).catch(() => undefined);
  };
  const watching = (async () => {
    while (!stop.signal.aborted) {
      await look();
      await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return {
    end: async () => {
      stop.abort(new Error('the load is over'));
      await watching;
    },
  };
}
