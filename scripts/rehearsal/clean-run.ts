/** The stage after the audit: takes back the orders that the run was acknowledged, and writes down what it could not. */
import { acknowledgedIds } from './audit/contract-run.ts';
import { type CleanUpOptions, type CleanUpReport, cleanUp, cleanUpInWords } from './clean-up.ts';
import { type RunFolder, writeJson } from './run-folder.ts';

export interface CleanRunOptions extends Omit<CleanUpOptions, 'ids'> {
  readonly folder: Pick<RunFolder, 'file' | 'note'>;
}

/** Null if k6's console cannot be read: an event of the run says so. Never rejects. */
export async function cleanRun({ folder, ...options }: CleanRunOptions): Promise<CleanUpReport | null> {
  const ids = await acknowledgedIds([folder.file('console')]).catch((error: Error) => error);
  if (ids instanceof Error) {
    folder.note('note', `clean-up: k6's console output cannot be read: ${ids.message}`);
    return null;
  }
  const report = await cleanUp({ ...options, ids });
  folder.note('note', cleanUpInWords(report));
  await writeJson(folder.file('cleanUp'), report).catch((error: Error) =>
    folder.note('disk-full', `${folder.file('cleanUp')}: ${error.message}`),
  );
  return report;
}
