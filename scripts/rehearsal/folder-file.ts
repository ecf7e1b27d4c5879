/** The files of a run's folder that are read to judge it. The folder may be somebody else's, and anything may be in it. */
import { constants, type FileHandle, open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
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
  ELOOP: 'it is a link, which may lead outside',
};

/** Why a file cannot be opened or looked at, in words. */
export const whyUnreadable = ({ code, message }: NodeJS.ErrnoException): string =>
  WORDS[code ?? ''] ?? message;

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
    // The reason quotes what it stumbled over, line breaks too.
    throw folderError(`${file} is not JSON: ${reasonOf(cause).replaceAll('\n', ' ')}`, hint, cause);
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

const RUN_HINT = 'give the folder of a run, such as runs/<id>';

/** A run may lack what is written last, and what can be made again. */
function hintWithout(file: string): string {
  switch (basename(file)) {
    case 'verdict.json':
      return `carnival judge ${dirname(file)} writes it`;
    case 'observations.json':
      return 'the run ended before it was read what had happened, or the file was deleted: rehearse again';
    default:
      return RUN_HINT;
  }
}

const readText = async (file: string): Promise<string> => (await readFolderBytes(file)).toString('utf8');

/**
 * @param flags more of those with which it is opened, such as not to follow a link
 * @throws CarnivalError when the file is missing, no file, or too large
 */
export async function readFolderBytes(file: string, flags = 0): Promise<Buffer> {
  const fail = (reason: string, cause?: NodeJS.ErrnoException): CarnivalError => {
    const hint = cause?.code === 'ENOENT' ? hintWithout(file) : RUN_HINT;
    return folderError(`cannot read ${file}: ${reason}`, hint, cause);
  };
  // Without O_NONBLOCK, opening a FIFO would wait until somebody writes to it.
  const handle: FileHandle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | flags).catch(
    (cause: NodeJS.ErrnoException) => {
      throw fail(whyUnreadable(cause), cause);
    },
  );
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw fail('it is not a file');
    if (found.size > FILE_BYTES_MAX) throw fail(`it has ${inBytes(found.size)}, and a run's has far less`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
