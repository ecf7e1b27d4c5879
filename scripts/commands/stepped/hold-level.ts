/** Holds one level: a short rehearsal of the plan's mix at one rate, judged by the same objectives and the same validity as any. */
import { Writable } from 'node:stream';
import type { TierSettings } from '../../../scenarios/campaigns/capacity-settings.ts';
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { readEvidence } from '../../rehearsal/judge-folder.ts';
import { rehearse } from '../../rehearsal/rehearsal.ts';
import type { RehearsalOptions } from '../../rehearsal/rehearsal-options.ts';
import { type LevelTold, levelTold } from '../../stepped/level-told.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { saturationsAt } from './saturations.ts';
import { watchLevel } from './watch-level.ts';

export interface LevelAsked {
  readonly perSecond: number;
  /** How long it is given to settle, and then held. */
  readonly settleSeconds: number;
  readonly holdSeconds: number;
  readonly goodShare: number;
  readonly tiers: readonly TierSettings[];
}

export interface HeldLevel extends LevelTold {
  /** The folder of its run. */
  readonly run: string;
  readonly saturations: Readonly<Record<string, number>>;
  /** Why it does not prove by itself that the objective for response times is kept; null: it does. */
  readonly unproven: string | null;
}

const MS_PER_SECOND = 1000;

/** One of many: its screen would hide the others. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** @returns null when it was interrupted */
export async function holdLevel(
  plan: Plan,
  { settleSeconds, holdSeconds, goodShare, tiers }: LevelAsked,
  options: Omit<RehearsalOptions, 'plan' | 'output' | 'views' | 'enough' | 'language'>,
): Promise<HeldLevel | null> {
  const { view, enough } = watchLevel(plan.withinMs);
  const { folder, verdict } = await rehearse({
    ...options,
    ...{ plan, output: nowhere(), views: [view], enough, language: null },
  });
  if (verdict === null || verdict.interrupted) return null;
  const { observations, plan: run } = await readEvidence(folder);
  const told = levelTold({
    ...{ seconds: observations.seconds, verdict, loadSeconds: settleSeconds + holdSeconds },
    ...{ holdSeconds, goodShare },
  });
  const endMs = (run.run?.zeroAtMs ?? 0) + (settleSeconds + holdSeconds) * MS_PER_SECOND;
  const saturations = told.state === 'held' ? await saturationsAt(endMs, tiers, options.theirs) : {};
  return { ...told, run: folder, saturations, unproven: unprovenIn(verdict) };
}

const unprovenIn = ({ objectives }: Verdict): string | null => {
  const found = objectives.find(({ kind, state }) => kind === 'response-time' && state !== 'pass');
  return found === undefined
    ? null
    : `${found.id} is not proven: ${found.cells.find(({ state }) => state !== 'pass')?.reason ?? 'nothing was seen'}`;
};
