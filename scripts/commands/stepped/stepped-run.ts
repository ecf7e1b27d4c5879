/** The stepped run: brings the target up, holds level after level, and ends all that it has started, whatever happens (docs/capacity.md). */
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { CAPACITY_DEFAULTS, type CapacitySettings } from '../../../scenarios/campaigns/capacity-settings.ts';
import type { Plan, RunSettings } from '../../../scenarios/campaigns/plan.ts';
import { isCarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';
import { resolveHost } from '../../admission/admission.ts';
import type { Confirmation } from '../../capacity/capacity.ts';
import { randomFrom } from '../../capacity/random.ts';
import type { Subject } from '../../forecast/subject.ts';
import type { Child } from '../../machine/processes/child.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { EXIT } from '../../mistakes/exit-codes.ts';
import { LIMIT } from '../../mistakes/fields.ts';
import { withGroupRun } from '../../rehearsal/group-run.ts';
import type { RehearsalOptions } from '../../rehearsal/rehearsal-options.ts';
import { tryQueries } from '../../rehearsal/server-side/try-queries.ts';
import { processesOf, shopTargets, startShop } from '../../rehearsal/shop-regions.ts';
import { levelPlan } from '../../stepped/level-plan.ts';
import type { LevelResult } from '../../stepped/level-result.ts';
import type { Searched } from '../../stepped/levels-of.ts';
import type { Mix } from '../../stepped/mix.ts';
import { searchEdges } from '../../stepped/search-edges.ts';
import { say } from '../../text/terminal.ts';
import type { Words } from '../../words/words.ts';
import { type HeldLevel, holdLevel } from './hold-level.ts';
import { commandScaler, embeddedScaler, type Scaler } from './scaler.ts';

export interface SteppedOptions {
  readonly plan: Plan & { readonly capacity: CapacitySettings };
  readonly subject: Subject;
  readonly mix: Mix;
  /** The share of answers that must be good. */
  readonly goodShare: number;
  /** Admitted; null: the embedded shop is started. */
  readonly targets: Pick<RunSettings, 'targets' | 'hosts' | 'namedHosts' | 'environments'> | null;
  readonly access: RehearsalOptions['access'];
  readonly runs: string;
  readonly shopPort: number | null;
  readonly seed: number;
  /** With fewer edges there is no curve. */
  readonly edgesMin: number;
  readonly words: Words;
  /** Told of each level, and of all so far. */
  readonly tell: (folder: string, result: LevelResult, all: readonly Searched[]) => Promise<void>;
}

export interface SteppedRun {
  readonly folder: string;
  /** Null: interrupted. What was measured was told. */
  readonly searches: readonly Searched[] | null;
  /** Holds one more load at so many replicas, for longer. Null: interrupted. */
  readonly confirm: (replicas: number, perSecond: number) => Promise<Confirmation | null>;
}

/** So many times as long as a level is held. */
const CONFIRM_TIMES = 4;
/** What it takes to settle is a small part of it, and is cut off. */
const CONFIRM_SETTLE_SECONDS = 10;

/** Of the embedded shop, in the run's folder. */
const SHOP_FOLDER = 'shop';
/** It is held once more. */
const WITHOUT_ALL = { state: 'unsettled', why: 'some of the replicas were gone at its end' } as const;

/** @throws CarnivalError when the target does not come up or cannot be scaled */
export async function withSteppedRun<T>(
  options: SteppedOptions,
  decide: (run: SteppedRun) => Promise<T>,
): Promise<T> {
  const { plan, subject, mix, goodShare, words } = options;
  const settings = { ...CAPACITY_DEFAULTS, ...plan.capacity };
  const { stderr } = process;
  const note = (line: string): void => say(stderr, words.message(line));
  const { theirs, notes } = await tryQueries(plan, { resolve: resolveHost, env: process.env });
  for (const line of notes) note(line);
  const tools = await ensureTools({ progress: note });
  const group = { runs: resolve(options.runs), plan, kind: 'capacity', shopFolder: SHOP_FOLDER } as const;
  return withGroupRun(group, async ({ folder, start, interrupt }) => {
    const adminToken = process.env.CARNIVAL_ADMIN_TOKEN ?? randomBytes(24).toString('hex');
    const regions =
      options.targets === null && isCarnivalPlan(plan)
        ? await startShop({
            ...{ start, plan, folder: join(folder, SHOP_FOLDER), adminToken, campaignWaits: false },
            port: options.shopPort,
          })
        : [];
    const scaler = scalerOf(plan.capacity, regions[0]?.url ?? null, { adminToken, folder, start, interrupt });
    const given = {
      ...{ subject, tools, theirs, access: options.access, drillAddresses: new Map(), audit: null },
      ...{ targets: options.targets ?? shopTargets(regions), runs: folder, adminToken },
      ...{ shopPort: null, prometheusPort: null, scenario: null, keepBooks: false, words },
    };
    let levels = 0;
    let replicas = 0;
    const scaleTo = (count: number): Promise<void> => {
      replicas = count;
      return scaler.scaleTo(count);
    };
    const hold = async (perSecond: number, settleSeconds: number, holdSeconds: number) => {
      if (interrupt.happened) return null;
      const load = { perSecond, seconds: settleSeconds + holdSeconds };
      const number = levels++;
      const level = levelPlan(plan, mix, load, subject.known.behaviours);
      // The same draws in all of them would be off in the same direction each time.
      const drawn = { ...level, seed: (plan.seed + number) % LIMIT.seedMax };
      const held = await holdLevel(
        drawn,
        { perSecond, settleSeconds, holdSeconds, goodShare, tiers: plan.capacity.tiers ?? [] },
        { ...given, districtsFrom: number * mix.shares.length },
      );
      for (const child of regions.flatMap(processesOf)) stillUp(child);
      if (held === null || interrupt.happened) return null;
      return (await scaler.has(replicas)) ? held : { ...held, ...WITHOUT_ALL };
    };
    const searches = await searchEdges(
      { ...settings, edgesMin: options.edgesMin },
      {
        ...{ scaleTo, drained: scaler.drained },
        hold: (perSecond, settleSeconds) => hold(perSecond, settleSeconds, settings.holdSeconds),
        tell: (result, all) => options.tell(folder, result, all),
        random: randomFrom(options.seed),
      },
    );
    return await decide({
      ...{ folder, searches },
      confirm: async (count, perSecond) => {
        await scaleTo(count);
        const held = await hold(
          perSecond,
          Math.min(settings.settleSecondsMax, CONFIRM_SETTLE_SECONDS),
          settings.holdSeconds * CONFIRM_TIMES,
        );
        return held === null ? null : confirmationOf(count, perSecond, held);
      },
    });
  });
}

function scalerOf(
  { scale }: CapacitySettings,
  url: string | null,
  { adminToken, ...surroundings }: { readonly adminToken: string } & Parameters<typeof commandScaler>[1],
): Scaler {
  if (scale !== undefined) return commandScaler(scale, surroundings);
  if (url !== null) return embeddedScaler(url, adminToken, surroundings.interrupt);
  throw new CarnivalError('the plan does not say how the target is scaled', {
    hint: 'add capacity.scale: { command, ready }',
    exitCode: EXIT.badPlan,
  });
}

function stillUp({ exit, name, logFile }: Child): void {
  if (exit === null) return;
  throw new CarnivalError(
    `the ${name} ended with ${exit.signal ?? `exit code ${exit.code}`} between two levels`,
    {
      hint: `see ${logFile}`,
    },
  );
}

function confirmationOf(
  replicas: number,
  offered: number,
  { state, why, throughput, unproven }: HeldLevel,
): Confirmation {
  const reason = state === 'held' ? (unproven ?? '') : why;
  return { replicas, offered, throughput, isConfirmed: reason === '', why: reason };
}
