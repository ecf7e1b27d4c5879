/** `carnival rehearse`: runs a plan against the embedded shop or a target, and prints the verdict. */
import { relative, resolve } from 'node:path';
import { resolveHost } from '../admission/admission.ts';
import { planSize } from '../forecast/shoppers-at-once.ts';
import { ensureTools } from '../machine/toolchain/toolchain.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { printed, printOptions, type ShowOptions } from '../outputs/index.ts';
import type { StartBeside } from '../rehearsal/beside.ts';
import { calibratedPace } from '../rehearsal/calibrate.ts';
import { admitDrills } from '../rehearsal/drills/admit-drills.ts';
import { type Rehearsed, rehearse } from '../rehearsal/rehearsal.ts';
import { tryQueries } from '../rehearsal/server-side/try-queries.ts';
import { paint, say } from '../text/terminal.ts';
import { openLivePage } from '../web/open-live-page.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import { auditMistakes, auditWay } from './audit-option.ts';
import { beginLine } from './begin-line.ts';
import { folderMistakes, passwordMistakes, tokenMistakes } from './option-mistakes.ts';
import { AUTO_PACE, type PlanArguments, planFrom, planWithAnyPace } from './plan-from.ts';
import { subjectFrom } from './subject-from.ts';
import { accessFor, admitted, type TargetArguments, withTargets } from './target-option.ts';

export interface RehearseArguments extends PlanArguments, TargetArguments, ShowOptions {
  readonly runs: string;
  readonly scenario?: string;
  readonly shopPort?: number;
  readonly prometheusPort?: number;
  readonly keepBooks?: boolean;
  /** Of the report. */
  readonly lang?: Language;
  /** The port of the live page; true: any free one. */
  readonly web?: number | true;
  /** An endpoint, or a command for the shell: docs/audit.md. */
  readonly audit?: string;
  /** One of many: its verdict is not printed, and it has no report. */
  readonly brief?: boolean;
  readonly beside?: StartBeside;
}

export const rehearseCommand = async (options: RehearseArguments): Promise<ExitCode> =>
  (await rehearsed(options)).verdict?.exitCode ?? EXIT.interrupted;

/** The same for commands that go on with the run. */
export async function rehearsed(options: RehearseArguments): Promise<Rehearsed> {
  const { stdout, stderr } = process;
  const words = wordsOf(languageFrom(options.lang, process.env));
  const subject = await subjectFrom(options.shop);
  const { access, mistakes } = accessFor(options, subject);
  const others = [...rehearsalMistakes(options), ...mistakes];
  const written = await planWithAnyPace(subject, options, withTargets(options, subject, others));
  const isBrief = options.brief ?? false;
  // Nothing is rehearsed on a target that is not admitted.
  const targets = options.target.length === 0 ? null : await admitted(options, subject, written, access);
  if (!isBrief)
    say(
      stderr,
      beginLine(written.name, planSize(written, subject.shopOf(written)), options.target, words.said),
    );
  const audit =
    targets === null || options.audit === undefined
      ? null
      : await auditWay(options.audit, { plan: written, run: targets });
  const drillAddresses = await admitDrills(written, {
    ...{ resolve: resolveHost, env: process.env, hasTarget: targets !== null },
  });
  const { theirs, notes } = await tryQueries(written, { resolve: resolveHost, env: process.env });
  for (const note of notes) say(stderr, words.message(note));
  const tools = await ensureTools({ progress: (line) => say(stderr, words.message(line)) });
  const plan =
    options.pace === AUTO_PACE
      ? await planFrom(subject, {
          ...options,
          pace: String(
            await calibratedPace({
              ...{ plan: written, subject, tools, output: stderr, words },
              hasTarget: targets !== null,
            }),
          ),
        })
      : written;
  const page =
    options.web === undefined ? null : await openLivePage(options.web, words, (line) => say(stderr, line));
  const { folder, verdict, report } = await rehearse({
    plan,
    subject,
    tools,
    targets,
    theirs,
    access,
    drillAddresses,
    runs: resolve(options.runs),
    adminToken: process.env.CARNIVAL_ADMIN_TOKEN ?? null,
    audit,
    shopPort: options.shopPort ?? null,
    prometheusPort: options.prometheusPort ?? null,
    scenario: options.scenario === undefined ? null : resolve(options.scenario),
    language: isBrief ? null : languageFrom(options.lang, process.env),
    keepBooks: options.keepBooks ?? false,
    output: stderr,
    words,
    views: page === null ? [] : [page.view],
    ...(options.beside === undefined ? {} : { beside: options.beside }),
  }).catch(async (error: unknown) => {
    await page?.close(null);
    throw error;
  });
  if (isBrief) return { folder, verdict, report };
  if (verdict === null) say(stdout, words.said.interruptedBeforeLoad);
  else paint(stdout, `\n${printed(verdict, printOptions(stdout, options))}`);
  say(stdout, words.said.files(`${relative(process.cwd(), folder)}/`));
  if (report !== null) say(stdout, words.said.report(relative(process.cwd(), report)));
  await page?.close(folder);
  return { folder, verdict, report };
}

/** Mistakes in options that do not change the plan. While there are any, targets are only read: nothing is sent to them. */
export const rehearsalMistakes = (options: RehearseArguments): readonly Mistake[] => [
  ...conflictsWithTarget(options),
  ...folderMistakes({ '--runs': options.runs, '--scenario': options.scenario }),
  ...tokenMistakes(),
  ...passwordMistakes(),
  ...auditMistakes(options.audit),
  ...auditWithoutTarget(options),
];

/** Options of the embedded shop. It is not started when there is a target, so they would silently do nothing. */
function conflictsWithTarget(options: RehearseArguments): Mistake[] {
  const { target, fault, misbehave, shopPort, keepBooks } = options;
  if (target.length === 0) return [];
  const problem = 'is for the embedded shop, which --target replaces';
  const faults = (fault ?? []).map((value) => ({
    path: '--fault',
    value,
    problem,
    hint: 'leave --target out, or set the fault in the target itself',
  }));
  for (const value of misbehave ?? [])
    faults.push({ path: '--misbehave', value, problem, hint: 'leave --target out' });
  const books = {
    path: '--keep-books',
    value: true,
    problem,
    hint: 'leave it out: a target keeps its own books',
  };
  const hint = "leave it out: the port is part of the target's URL";
  const ports = { path: '--shop-port', value: shopPort, problem, hint };
  return [...faults, ...(shopPort === undefined ? [] : [ports]), ...(keepBooks === true ? [books] : [])];
}

/** The embedded shop's own books know more than rows of orders. */
const auditWithoutTarget = ({ audit, target }: RehearseArguments): Mistake[] =>
  audit === undefined || target.length > 0
    ? []
    : [
        {
          path: '--audit',
          value: audit,
          problem: 'is for a target, and none is given',
          hint: "leave it out: the embedded shop's books are read anyway",
        },
      ];
