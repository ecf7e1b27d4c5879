/** Audits a run that is over, and judges it again. An audit that proves less never takes the place of one that proves more. */
import { join } from 'node:path';
import { settleSecondsMaxOf } from '../../../scenarios/campaigns/plan.ts';
import type { Keeper } from '../../machine/processes/keeper.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { EXIT } from '../../mistakes/exit-codes.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { Language } from '../../words/language.ts';
import { folderError } from '../folder-file.ts';
import { type FolderEvidence, judgeEvidence, writeJudged } from '../judge-folder.ts';
import { reportAgain, sayReportAgain } from '../report-folder.ts';
import { RUN_FILES } from '../run-folder.ts';
import { type AuditWay, sourceOf } from './audit-way.ts';
import { auditByContract } from './contract-run.ts';

export interface AuditFolderOptions {
  readonly folder: string;
  readonly evidence: FolderEvidence;
  readonly way: AuditWay;
  readonly keeper: Keeper;
  readonly signal: AbortSignal;
  /** Of the report, which is made again. */
  readonly language: Language;
  /** Told what a reader must know, and that the folder cannot be written to. */
  readonly say: (line: string) => void;
}

const MS_PER_SECOND = 1000;

/** @throws CarnivalError when this run cannot be audited, or only worse than it was */
export async function auditFolder({
  folder,
  evidence,
  way,
  keeper,
  signal,
  language,
  say,
}: AuditFolderOptions): Promise<Verdict> {
  const { plan, observations } = evidence;
  const { audit: before } = observations;
  if (plan.run === undefined)
    throw folderError(
      `${folder} is not the folder of a run: its plan has no targets`,
      'give the folder of a run',
    );
  if (before.done && before.notLookedUp === undefined)
    throw folderError(
      `the books of the shop of ${folder} have been read, and they tell more than rows of orders`,
      'carnival judge judges the run again',
    );
  const audit = await auditByContract({
    consoles: [join(folder, RUN_FILES.console)],
    run: plan.run,
    source: sourceOf(way, keeper),
    // What was to come has had its time, but the plan may be waited for all the same.
    badStates: evidence.forecast.shop.badOrderStates ?? undefined,
    settleMsMax: settleSecondsMaxOf(plan) * MS_PER_SECOND,
    note: say,
    signal,
  });
  if (before.done && !audit.done)
    throw new CarnivalError(`the audit was not done: ${audit.reason ?? 'no reason given'}`, {
      hint: 'the run keeps the audit that it has',
      exitCode: signal.aborted ? EXIT.interrupted : EXIT.badPlan,
    });
  const judged = { ...evidence, observations: { ...observations, audit } };
  const verdict = judgeEvidence(folder, judged);
  const report = await reportAgain({ folder, evidence: judged, verdict, language, say });
  await writeJudged(folder, judged, verdict, report).then(
    () => sayReportAgain(report, { language, say }),
    (error: Error) => say(`The audit and the verdict were not written into the folder: ${error.message}`),
  );
  return verdict;
}
