/** What a comparison is given: the folder of a run, which is judged again, or a baseline that was saved from one. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXTRACT_VERSION, type Extract, extractOf, extractSchema } from '../compare/extract.ts';
import { quote } from '../mistakes/plan-error.ts';
import { folderError, readFolderJson, shaped, whyUnreadable } from '../rehearsal/folder-file.ts';
import { judgeEvidence, readEvidence, versionSchema } from '../rehearsal/judge-folder.ts';

/** @throws CarnivalError in one sentence, whatever is there */
export async function extractFrom(given: string): Promise<Extract> {
  const path = resolve(given);
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
  const json = await readFolderJson(file);
  const { version } = shaped(file, json, versionSchema);
  if (version !== EXTRACT_VERSION)
    throw folderError(
      `${file} is no baseline of this version of Carnival: its version is ${quote(version)}, and not ${EXTRACT_VERSION}`,
      'save it again: carnival gate --save-baseline <file> <run>',
    );
  return shaped(file, json, extractSchema);
}
