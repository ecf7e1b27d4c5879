/**
 * What a shop of a user's costs the generator: memory and CPU while a tenth of two million shoppers keep something, what it costs to read
 * an answer, and what rows cost of which nobody keeps anything.
 */
import { type OwnLoad, ownPlan } from './own-plan.ts';
import { READER_NAMES, type ReaderName } from './own-shops.ts';
import type { Rig, Stage } from './rig.ts';
import { startCrowd, startSide } from './sides.ts';
import { measureSteady, type Steady, type Stretch } from './steady.ts';
import { LIST } from './target.ts';

export interface OwnSettings {
  readonly rounds: number;
  readonly shoppers: number;
  /** Of them, those who act and keep something. */
  readonly active: number;
  readonly requestsPerSecond: number;
  /** Of the stretch after all have logged in. */
  readonly held: Stretch;
  readonly readers: Stretch & { readonly requestsPerSecond: number; readonly active: number };
  readonly idle: Stretch & { readonly requestsPerSecond: number; readonly active: number };
}

/** The default crowd, and a crowd in a shop of a user's: without what sessions keep, with it, and with cookie jars. */
export const HELD_SIDES = ['default', 'stateless', 'session', 'jars'] as const;
export type HeldSide = (typeof HELD_SIDES)[number];

export interface OwnRound {
  readonly held: Readonly<Record<HeldSide, Steady>>;
  /** Nobody keeps anything: in a shop where nobody could, and in one where all could. */
  readonly idle: { readonly without: Steady; readonly with: Steady };
  readonly readers: Readonly<Record<ReaderName, Steady>>;
}
export interface OwnResult {
  readonly settings: OwnSettings & { readonly listBytes: number };
  /** This part can be measured by itself. */
  readonly measuredOn: string;
  readonly quick: boolean;
  readonly rounds: readonly OwnRound[];
}

const MS_PER_SECOND = 1000;

export async function measureOwn(
  rig: Rig,
  stage: Stage,
  settings: OwnSettings,
): Promise<Pick<OwnResult, 'settings' | 'rounds'>> {
  const rounds: OwnRound[] = [];
  for (let round = 0; round < settings.rounds; round++) {
    const held = await each(HELD_SIDES, (side) => heldBy(rig, stage, side, settings, round));
    const idle = {
      without: await idleIn(rig, stage, 'stateless', settings, round),
      with: await idleIn(rig, stage, 'session', settings, round),
    };
    const readers = await each(READER_NAMES, (shop) => {
      const { requestsPerSecond, active, ...stretch } = settings.readers;
      const load: OwnLoad = { shop, behaviour: 'reader', requestsPerSecond, active, waiting: 0 };
      return measured(rig, stage, load, stretch, `own-reader-${shop}-${round}`);
    });
    rounds.push({ held, idle, readers });
  }
  return { settings: { ...settings, listBytes: LIST.length }, rounds };
}

function heldBy(
  rig: Rig,
  stage: Stage,
  side: HeldSide,
  { shoppers, active, requestsPerSecond, held }: OwnSettings,
  round: number,
): Promise<Steady> {
  // All think equally long, so all have logged in after one think time.
  const loggedInMs = (active / requestsPerSecond) * MS_PER_SECOND;
  const stretch = { ...held, warmMs: loggedInMs + held.warmMs };
  const run = `own-held-${side}-${round}`;
  const waiting = shoppers - active;
  if (side !== 'default')
    return measured(
      rig,
      stage,
      { shop: side, behaviour: 'shopper', requestsPerSecond, active, waiting },
      stretch,
      run,
    );
  const load = { requestsPerSecond, browsers: active, waiting, vus: 0, lag: false };
  return measureSteady(() => startSide(rig, stage, 'crowd', load, run), stage, requestsPerSecond, stretch);
}

function idleIn(
  rig: Rig,
  stage: Stage,
  shop: 'stateless' | 'session',
  { shoppers, idle: { requestsPerSecond, active, ...stretch } }: OwnSettings,
  round: number,
): Promise<Steady> {
  const waiting = shoppers - active;
  const load: OwnLoad = { shop, behaviour: 'passer', requestsPerSecond, active, waiting };
  return measured(rig, stage, load, stretch, `own-idle-${shop}-${round}`);
}

const measured = (rig: Rig, stage: Stage, load: OwnLoad, stretch: Stretch, run: string): Promise<Steady> =>
  measureSteady(
    () =>
      startCrowd(rig, stage, run, {
        plan: ownPlan(load),
        script: 'own.k6.ts',
        env: { BENCH_SHOP: load.shop },
      }),
    stage,
    load.requestsPerSecond,
    stretch,
  );

async function each<Name extends string>(
  names: readonly Name[],
  measure: (name: Name) => Promise<Steady>,
): Promise<Readonly<Record<Name, Steady>>> {
  const all: Partial<Record<Name, Steady>> = {};
  for (const name of names) all[name] = await measure(name);
  return all as Record<Name, Steady>;
}
