/** Measurements that `carnival capacity --from` and `carnival forecast --capacity` are given. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { type CapacitySource, usualErrors } from '../capacity/capacity.ts';
import { CAPACITY_VERSION, type GivenCapacity, givenCapacitySchema } from '../capacity/capacity-file.ts';
import { levelsFromCsv } from '../capacity/read-levels.ts';
import type { CarnivalError } from '../mistakes/carnival-error.ts';
import { PlanError, quote } from '../mistakes/plan-error.ts';
import { shapeMistakes } from '../mistakes/shape-mistakes.ts';
import { folderError, whyUnreadable } from '../rehearsal/folder-file.ts';
import { parsedJson } from '../rehearsal/parsed-json.ts';
import { inBytes } from '../text/numbers.ts';

/** A thousand levels of an hour each, second by second. */
const FILE_BYTES_MAX = 64e6;
const HINT = 'name a CSV with the columns load or replicas, and throughput; or a capacity.json';

export interface Given {
  readonly source: CapacitySource;
  readonly tiers: GivenCapacity['tiers'];
  /** What was asked for last; null: nothing, or it is a CSV. */
  readonly headroom: GivenCapacity['question'];
}

/** @throws CarnivalError (104) when it cannot be read; PlanError with every mistake in it */
export async function capacitySourceFrom(file: string): Promise<Given> {
  const text = await smallText(file, HINT);
  const name = basename(file);
  if (!text.trimStart().startsWith('{')) {
    const levels = levelsFromCsv(text, name);
    const source = { name, levels, objective: null, errors: usualErrors(levels), seed: 1 };
    return { source, tiers: [], headroom: null };
  }
  const json = parsedJson(text);
  if (json === undefined) throw folderError(`${file} is not JSON`, HINT);
  const version = z.object({ version: z.unknown() }).safeParse(json).data?.version;
  if (version !== CAPACITY_VERSION)
    throw folderError(
      `${file} is no capacity.json of this version of Carnival: its version is ${quote(version)}, and not ${CAPACITY_VERSION}`,
      HINT,
    );
  const parsed = givenCapacitySchema.safeParse(json);
  if (!parsed.success) throw new PlanError(name, shapeMistakes(json, parsed.error.issues));
  const { levels, errors = usualErrors(levels), tiers, question, version: _, ...rest } = parsed.data;
  return { source: { name, levels, errors, ...rest }, tiers, headroom: question };
}

/**
 * The text of a file that somebody names.
 * @throws CarnivalError (104)
 */
export async function smallText(file: string, hint: string): Promise<string> {
  const fail = (reason: string, cause?: unknown): CarnivalError =>
    folderError(`cannot read ${file}: ${reason}`, hint, cause);
  // Looked at first: reading a FIFO would wait until somebody writes to it.
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw fail(whyUnreadable(cause), cause);
  });
  if (!found.isFile()) throw fail('it is not a file');
  if (found.size > FILE_BYTES_MAX) throw fail(`it has ${inBytes(found.size)}`);
  return await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw fail(whyUnreadable(cause), cause);
  });
}
