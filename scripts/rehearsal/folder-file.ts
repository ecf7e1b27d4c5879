/** The files of a run's folder that are read to judge it. The folder may be somebody else's, and anything may be in it. */
import { constants, type FileHandle, open } from 'node:fs/promises';
import type { z } from 'zod';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { pathText } from '../mistakes/plan-error.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import { inBytes } from '../text/numbers.ts';

/** A day's run of a large plan takes a tenth of it. */
const FILE_BYTES_MAX = 256e6;

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'a file is in the place of its folder',
};

/** Whatever is wrong with a folder is one sentence, and the mistake of whoever named it. */
export const folderError = (problem: string, hint: string, cause?: unknown): CarnivalError =>
  new CarnivalError(problem, { hint, exitCode: EXIT.badPlan, cause });

/** @throws CarnivalError when the file is missing, no file, too large, no JSON, or not of that shape */
export const readFolderFile = async <T>(file: string, schema: z.ZodType<T>): Promise<T> =>
  shaped(file, await readFolderJson(file), schema);

/** @throws CarnivalError when the file is missing, no file, too large or no JSON */
export async function readFolderJson(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const hint = 'the run may have ended while it wrote this file; rehearse again';
    throw folderError(`${file} is not JSON: ${reasonOf(cause)}`, hint, cause);
  }
}

/**
 * @param json what the file holds
 * @throws CarnivalError when it is not of that shape
 */
export function shaped<T>(file: string, json: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${pathText(issue.path)}`;
  // Messages about plans have a hint in a second line.
  const [said] = (issue?.message ?? '').split('\n');
  throw folderError(
    `${file} is not what a run writes${where}: ${said}`,
    'it was changed, or written by another version of Carnival: rehearse again',
    parsed.error,
  );
}

async function readText(file: string): Promise<string> {
  const fail = (reason: string, cause?: unknown): CarnivalError =>
    folderError(`cannot read ${file}: ${reason}`, 'give the folder of a run, such as runs/<id>', cause);
  // Without O_NONBLOCK, opening a FIFO would wait until somebody writes to it.
  const handle: FileHandle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (cause: NodeJS.ErrnoException) => {
      throw fail(WORDS[cause.code ?? ''] ?? cause.message, cause);
    },
  );
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw fail('it is not a file');
    if (found.size > FILE_BYTES_MAX) throw fail(`it has ${inBytes(found.size)}, and a run's has far less`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
