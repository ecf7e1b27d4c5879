/** What a comparison is given: the folder of a run, which is judged again, or a baseline that was saved from one. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXTRACT_VERSION, type Extract, extractOf, extractSchema } from '../compare/extract.ts';
import { quote } from '../mistakes/plan-error.ts';
import { isZipped } from '../pack/archive.ts';
import { folderError, readFolderBytes, shaped, whyUnreadable } from '../rehearsal/folder-file.ts';
import { judgeEvidence, readEvidence, versionSchema } from '../rehearsal/judge-folder.ts';
import { parsedJson } from '../rehearsal/parsed-json.ts';
import { requireRun } from '../rehearsal/require-run.ts';

const BASELINE_HINT =
  'name the folder of a run, such as runs/<id>, or what carnival gate --save-baseline <file> <run> wrote';

/** @throws CarnivalError in one sentence, whatever is there */
export async function extractFrom(given: string): Promise<Extract> {
  const path = resolve(given);
  await requireRun(path);
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw folderError(
      `cannot read ${path}: ${whyUnreadable(cause)}`,
      'name the folder of a run, such as runs/<id>, or a baseline',
      cause,
    );
  });
  return found.isDirectory() ? extractOfFolder(path) : extractInFile(path);
}

async function extractOfFolder(folder: string): Promise<Extract> {
  const evidence = await readEvidence(folder);
  return extractOf(evidence.plan, evidence.observations, judgeEvidence(folder, evidence));
}

async function extractInFile(file: string): Promise<Extract> {
  const bytes = await readFolderBytes(file);
  if (isZipped(bytes))
    throw folderError(
      `${file} is a pack or another archive, and no baseline`,
      'unpack it with tar -xzf, and name the folder that was in it',
    );
  const json = parsedJson(bytes.toString('utf8'));
  if (json === undefined) throw folderError(`${file} is no baseline: it is not JSON`, BASELINE_HINT);
  const { version } = shaped(file, json, versionSchema);
  if (version !== EXTRACT_VERSION)
    throw folderError(
      `${file} is no baseline of this version of Carnival: its version is ${quote(version)}, and not ${EXTRACT_VERSION}`,
      'save it again: carnival gate --save-baseline <file> <run>',
    );
  return shaped(file, json, extractSchema);
}
