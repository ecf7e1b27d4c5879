/** `carnival pack`: one archive with all that another needs to judge a run again (docs/pack.md). */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { archiveOf } from '../pack/archive.ts';
import { MANIFEST, manifestOf, NEEDED, PACKED, sha256 } from '../pack/manifest.ts';
import { folderError } from '../rehearsal/folder-file.ts';
import { judgeEvidence, readEvidence } from '../rehearsal/judge-folder.ts';
import { inBytes } from '../text/numbers.ts';
import { say } from '../text/terminal.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import { folderMistakes } from './option-mistakes.ts';

export interface PackArguments {
  readonly output?: string;
  readonly lang?: Language;
}

export async function packCommand(run: string, options: PackArguments): Promise<ExitCode> {
  const mistakes = folderMistakes({ '--output': options.output });
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const folder = resolve(run);
  const evidence = await readEvidence(folder);
  const { runId, outcome } = judgeEvidence(folder, evidence);
  const files = await filesOf(folder);
  const environment = evidence.observations.environment ?? null;
  const manifest = manifestOf({ runId, outcome, environment }, files);
  const archive = archiveOf(
    runId,
    files.set(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)),
  );
  const file = options.output ?? `${runId}.carnival.tar.gz`;
  await writeFile(file, archive).catch((cause: Error) => {
    throw new CarnivalError(`cannot write ${file}: ${cause.message}`, {
      hint: '--output names another file',
      cause,
    });
  });
  const words = wordsOf(languageFrom(options.lang, process.env));
  const shown = words.outcome[outcome].toLowerCase();
  say(process.stdout, words.said.packed({ run: runId, outcome: shown, file, size: inBytes(archive.length) }));
  say(process.stdout, `SHA-256 ${sha256(archive)}`);
  return EXIT.pass;
}

async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of PACKED) {
    const content = await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw folderError(
        `cannot read ${join(folder, name)}: ${error.message}`,
        'give the folder of a run',
        error,
      );
    });
    if (content !== null) files.set(name, content);
    else if ((NEEDED as readonly string[]).includes(name))
      throw folderError(`${folder} has no ${name}`, 'judge the run first: carnival judge runs/<id>');
  }
  return files;
}
