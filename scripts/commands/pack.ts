/** `carnival pack`: one archive with all that another needs to judge a run again (docs/pack.md). */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { PlanError, quote } from '../mistakes/plan-error.ts';
import { archiveOf } from '../pack/archive.ts';
import { comparedWith } from '../pack/judge-pack.ts';
import { isRunId, MANIFEST, manifestOf, NEEDED, PACKED, sha256 } from '../pack/manifest.ts';
import { folderError, readFolderBytes } from '../rehearsal/folder-file.ts';
import { judgeEvidence, readEvidence } from '../rehearsal/judge-folder.ts';
import { inBytes } from '../text/numbers.ts';
import { say } from '../text/terminal.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import { folderMistakes } from './option-mistakes.ts';
import { writeNamed } from './write-named.ts';

export interface PackArguments {
  readonly output?: string;
  readonly lang?: Language;
}

export async function packCommand(run: string, options: PackArguments): Promise<ExitCode> {
  const mistakes = folderMistakes({ '--output': options.output });
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const folder = resolve(run);
  const evidence = await readEvidence(folder);
  const verdict = judgeEvidence(folder, evidence);
  const { runId, outcome } = verdict;
  if (!isRunId(runId))
    throw folderError(
      `the run in ${folder} has an id that names no file: ${quote(runId)}`,
      'was it changed? An id has letters, digits, dots and hyphens',
    );
  const files = await filesOf(folder);
  const { packed, claimed } = comparedWith(verdict, files);
  if (packed === 'outcome')
    throw folderError(
      `the verdict in ${folder} is ${quote(claimed)}, but its evidence comes to ${outcome}`,
      `carnival judge ${folder} writes it again`,
    );
  const environment = evidence.observations.environment ?? null;
  const manifest = manifestOf({ runId, outcome, environment }, files);
  const archive = archiveOf(
    runId,
    files.set(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)),
  );
  const file = options.output ?? `${runId}.carnival.tar.gz`;
  await writeNamed(file, '--output', archive);
  const words = wordsOf(languageFrom(options.lang, process.env));
  const shown = words.outcome[outcome].toLowerCase();
  say(process.stdout, words.said.packed({ run: runId, outcome: shown, file, size: inBytes(archive.length) }));
  say(process.stdout, `SHA-256 ${sha256(archive)}`);
  return EXIT.pass;
}

async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of PACKED) {
    const file = join(folder, name);
    if ((NEEDED as readonly string[]).includes(name) || (await isThere(file)))
      // The folder may be somebody else's: through a link, a file of this machine would go into the pack.
      files.set(name, await readFolderBytes(file, constants.O_NOFOLLOW));
  }
  return files;
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
