/**
 * The books of the embedded shop are most of a run's folder. Once they were found in order nobody needs them, so they go. When
 * anything is wrong they stay: they are the evidence.
 */
import { lstat, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BOOKS_FILES } from '../../mock-services/platform/store.ts';
import { type Evidence, everyVuFinished } from '../evidence/evidence.ts';
import { plural } from '../text/numbers.ts';
import { factNotPassed, judge } from '../verdict/judge.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { RunFolder } from './run-folder.ts';

/** Why the books of a run stay, in words; null if they were found in order. */
export function whyBooksStay(
  verdict: Pick<Verdict, 'objectives'>,
  evidence: Evidence,
  areWanted: boolean,
): string | null {
  if (areWanted) return '--keep-books';
  const { audit } = evidence.observations;
  if (!audit.done) return `they were not audited: ${audit.reason ?? 'no reason given'}`;
  const wrong = factNotPassed(verdict);
  if (wrong !== undefined) return `${wrong.id} did not pass`;
  // A plan may declare no objective for these.
  const { lost, unexplained, oversoldPieces, overissuedCoupons, brokenPromises, unasked } = audit;
  const unmatched = unexplained + unasked.length;
  const isWhole = everyVuFinished(evidence);
  const certain = lost + oversoldPieces + overissuedCoupons + brokenPromises.length;
  const found = certain + (isWhole ? unmatched : 0);
  if (found > 0) return `the audit found ${plural(found, 'thing')} that should not be`;
  return unmatched > 0 ? 'the load was cut short, so they could not be compared in full' : null;
}

/**
 * Notes where the books stay, and why.
 * @returns whether they may go
 */
export function noteBooks(folder: RunFolder, evidence: Evidence, areWanted: boolean): boolean {
  const why = whyBooksStay(judge(evidence), evidence, areWanted);
  // A path of this machine would mean nothing in the verdict or in a pack.
  if (why !== null) folder.note('note', `the shop's books are kept in shop/: ${why}`);
  return why === null;
}

/**
 * Deletes the files that the shop's regions made, and their folders if nothing else is in them. Call it when the regions have
 * ended. Nothing goes from a run whose verdict could not be written.
 */
export async function dropBooks(folder: RunFolder, { plan }: Pick<Evidence, 'plan'>): Promise<void> {
  if (folder.events.some(({ kind }) => kind === 'disk-full')) return;
  for (const { name } of plan.regions) {
    const data = join(folder.file('shop'), name);
    // A link would lead out of the run's folder.
    const isOurs = await lstat(data).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isOurs) continue;
    for (const file of BOOKS_FILES) await rm(join(data, file), { force: true });
    await rmdir(data).catch(() => undefined);
  }
}
