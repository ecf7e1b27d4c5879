/** `carnival gate --ab`: starts base and head, lets them take turns on this machine, and ends them whatever happens (docs/ci.md). */
import { randomBytes } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { isCarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';
import { readTargets } from '../../admission/targets.ts';
import type { Build } from '../../compare/ab/block-order.ts';
import { gateBlocks } from '../../compare/ab/gate-blocks.ts';
import type { GateResult } from '../../compare/gate.ts';
import type { Tolerance } from '../../compare/tolerance.ts';
import type { Child } from '../../machine/processes/child.ts';
import { type Mistake, PlanError } from '../../mistakes/plan-error.ts';
import { withGroupRun } from '../../rehearsal/group-run.ts';
import { processesOf, startShop } from '../../rehearsal/shop-regions.ts';
import { say } from '../../text/terminal.ts';
import { languageFrom, wordsOf } from '../../words/language.ts';
import { extractFrom } from '../extract-from.ts';
import { planFrom } from '../plan-from.ts';
import { type RehearseArguments, rehearsalMistakes, rehearsed } from '../rehearse.ts';
import { subjectFrom } from '../subject-from.ts';
import { accessFor, admitted } from '../target-option.ts';
import { type AbOptions, pairsOf } from './ab-options.ts';
import { buildUp, stillUp } from './build-up.ts';
import { takeTurns } from './take-turns.ts';

export interface AbArguments extends RehearseArguments, AbOptions {
  readonly ab: string;
  readonly abTarget: readonly string[];
}

interface Running {
  readonly targets: readonly string[];
  /** Empty: it was up before, and nobody here started it. */
  readonly children: readonly Child[];
  readonly startedBy: string;
}

export interface AbGate {
  /** What is decided of as many pairs as were asked for; each call rehearses them again. Null: interrupted. */
  readonly ask: () => Promise<GateResult | null>;
  readonly folder: string;
}

/** Of the embedded shop, where it is the head. */
const HEAD_FOLDER = 'head';

export interface TurnsAsked {
  readonly tolerance: Tolerance;
  readonly attempts: number;
  /** Of the command's other options. */
  readonly mistakes: readonly Mistake[];
}

/**
 * Brings both builds up, lets `decide` ask as often as it likes, and ends them.
 * @throws CarnivalError when a build does not come up or dies; PlanError with every mistake, before anything is started
 */
export async function withTurns<T>(
  options: AbArguments,
  { tolerance, attempts, mistakes }: TurnsAsked,
  decide: (gate: AbGate) => Promise<T>,
): Promise<T> {
  // Windows of drills are not compared, so they would only cost time.
  const { shopPort, ...planned } = { ...options, drills: false };
  // It is a mistake already.
  const { audit, ...unaudited } = options;
  const subject = await subjectFrom(options.shop);
  const asked = accessFor({ ...options, target: [...options.target, ...options.abTarget] }, subject);
  const { access } = asked;
  const plan = await planFrom(subject, planned, (known) => [
    ...mistakes,
    ...rehearsalMistakes(unaudited),
    ...asked.mistakes,
    ...targetMistakes(known?.regions.map(({ name }) => name) ?? null, options, subject.hosts),
  ]);
  const { message } = wordsOf(languageFrom(options.lang, process.env));
  const tell = (line: string): void => say(process.stderr, message(line));
  const group = { runs: resolve(options.runs), plan, kind: 'gate', shopFolder: HEAD_FOLDER } as const;
  return withGroupRun(group, async ({ folder, start, interrupt }) => {
    const bringUp = async (name: Build, option: string, command: string, targets: readonly string[]) => {
      tell(`Starting the ${name}: ${command}`);
      const child = await buildUp({
        ...{ name, option, command, targets, folder, start, interrupt },
        admit: () =>
          named(
            option === '--ab' ? '--ab-target' : '--target',
            admitted({ target: targets }, subject, plan, access),
          ),
      });
      return child === null ? null : { targets, children: [child], startedBy: option };
    };
    const ownHead = async (): Promise<Running> => {
      if (!isCarnivalPlan(plan)) throw new PlanError('command line', [withoutTarget(plan.name)]);
      const regions = await startShop({
        ...{ start, plan, folder: join(folder, HEAD_FOLDER), campaignWaits: false, port: shopPort ?? null },
        adminToken: process.env.CARNIVAL_ADMIN_TOKEN ?? randomBytes(24).toString('hex'),
      });
      return {
        targets: regions.map(({ region, url }) => `${region}=${url}`),
        children: regions.flatMap(processesOf),
        startedBy: 'this gate',
      };
    };
    try {
      const base = await bringUp('base', '--ab', options.ab, options.abTarget);
      const head =
        options.head !== undefined
          ? await bringUp('head', '--head', options.head, options.target)
          : options.target.length > 0
            ? { targets: options.target, children: [], startedBy: '--target' }
            : await ownHead();
      const block = async (build: Build) => {
        const up = build === 'base' ? base : head;
        if (up === null || interrupt.happened) return null;
        const { folder: run, verdict } = await rehearsed({
          ...{ ...planned, runs: folder, target: up.targets, fault: [], misbehave: [], brief: true },
        });
        for (const { children: its, startedBy } of [base, head].filter((each) => each !== null))
          for (const child of its) await stillUp(child, startedBy);
        return verdict === null || verdict.interrupted || interrupt.happened ? null : extractFrom(run);
      };
      const ask = async (): Promise<GateResult | null> => {
        const pairs = await takeTurns({
          pairs: pairsOf(options.blocks),
          block,
          say: tell,
        });
        return pairs === null ? null : gateBlocks(pairs, { tolerance, attempts });
      };
      return await decide({ ask, folder });
    } finally {
      tell(`Blocks: ${relative(process.cwd(), folder)}/`);
    }
  });
}

/** What is wrong with the texts of both. Regions are unknown while the plan has mistakes. */
function targetMistakes(
  regions: readonly string[] | null,
  { target, abTarget }: AbArguments,
  hosts: readonly string[],
): readonly Mistake[] {
  if (regions === null) return [];
  const [ofHead, ofBase]: [Mistake[], Mistake[]] = [[], []];
  if (target.length > 0) readTargets(target, regions, ofHead, hosts);
  if (abTarget.length > 0) readTargets(abTarget, regions, ofBase, hosts);
  return [...ofHead, ...ofBase.map((mistake) => ({ ...mistake, path: '--ab-target' }))];
}

/** Admission calls every target `--target`. */
const named = <T>(path: string, admission: Promise<T>): Promise<T> =>
  admission.catch((error: unknown) => {
    if (!(error instanceof PlanError)) throw error;
    throw new PlanError(
      'command line',
      error.mistakes.map((mistake) => ({ ...mistake, path })),
      { cause: error },
    );
  });

const withoutTarget = (plan: string): Mistake => ({
  path: '--target',
  value: undefined,
  problem: `is missing: plan "${plan}" is not for the embedded shop`,
  hint: 'say where the head listens',
});
