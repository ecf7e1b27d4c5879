/**
 * What a shop of a user's costs the generator: memory and CPU while a tenth of two million shoppers keep something, what it costs to read
 * an answer, and what rows cost of which nobody keeps anything.
 */

import { askable, liveBytesOf } from './live-bytes.ts';
import { type OwnLoad, ownPlan } from './own-plan.ts';
import { type OwnShopName, READER_NAMES, type ReaderName } from './own-shops.ts';
import { freePort, PORT_FIRST, type Rig, type Stage } from './rig.ts';
import { startCrowd, startSide } from './sides.ts';
import { measureSteady, type Steady, type Stretch } from './steady.ts';
import { LIST } from './target.ts';

interface Stretched extends Stretch {
  readonly rounds: number;
  readonly requestsPerSecond: number;
  /** Shoppers who act. */
  readonly active: number;
}
export interface OwnSettings {
  readonly shoppers: number;
  /** Its stretch begins when all who act have logged in. */
  readonly held: Stretched;
  readonly idle: Stretched;
  readonly readers: Stretched;
}

/** The default crowd, and a crowd in a shop of a user's: without what sessions keep, with it, and with cookie jars. */
export const HELD_SIDES = ['default', 'stateless', 'session', 'jars'] as const;
export type HeldSide = (typeof HELD_SIDES)[number];

/** Nobody keeps anything: in a shop where nobody could, and in one where all could. */
const IDLE_SHOPS = ['stateless', 'session'] as const satisfies readonly OwnShopName[];
type IdleShop = (typeof IDLE_SHOPS)[number];

type Rounds<Name extends string> = readonly Readonly<Record<Name, Steady>>[];
export interface OwnResult {
  readonly settings: OwnSettings & { readonly listBytes: number };
  /** This part can be measured by itself. */
  readonly measuredOn: string;
  readonly quick: boolean;
  readonly held: Rounds<HeldSide>;
  readonly idle: Rounds<IdleShop>;
  readonly readers: Rounds<ReaderName>;
}

const MS_PER_SECOND = 1000;

export async function measureOwn(
  rig: Rig,
  stage: Stage,
  settings: OwnSettings,
): Promise<Omit<OwnResult, 'measuredOn' | 'quick'>> {
  const { shoppers, held, idle, readers } = settings;
  const port = await freePort(PORT_FIRST);
  const more = askable(port);
  const live = () => liveBytesOf(port);
  const measured = (load: OwnLoad, stretch: Stretch, run: string): Promise<Steady> => {
    const env = { BENCH_SHOP: load.shop };
    const start = () => startCrowd(rig, stage, run, { plan: ownPlan(load), more, script: 'own.k6.ts', env });
    return measureSteady(start, stage, load.requestsPerSecond, stretch, live);
  };
  const heldBy = (side: HeldSide, round: number): Promise<Steady> => {
    const { active, requestsPerSecond } = held;
    // All think equally long, so all have logged in after one think time.
    const loggedInMs = (active / requestsPerSecond) * MS_PER_SECOND;
    const stretch = { measureMs: held.measureMs, warmMs: loggedInMs + held.warmMs };
    const run = `own-held-${side}-${round}`;
    const crowd = { requestsPerSecond, waiting: shoppers - active };
    if (side !== 'default')
      return measured({ ...crowd, shop: side, behaviour: 'shopper', active }, stretch, run);
    const load = { ...crowd, browsers: active, vus: 0, lag: false };
    const start = () => startSide(rig, stage, 'crowd', load, run, more);
    return measureSteady(start, stage, requestsPerSecond, stretch, live);
  };
  return {
    settings: { ...settings, listBytes: LIST.length },
    held: await inRounds(held.rounds, HELD_SIDES, heldBy),
    idle: await inRounds(idle.rounds, IDLE_SHOPS, (shop, round) =>
      measured(
        { ...idle, shop, behaviour: 'passer', waiting: shoppers - idle.active },
        idle,
        `own-idle-${shop}-${round}`,
      ),
    ),
    readers: await inRounds(readers.rounds, READER_NAMES, (shop, round) =>
      measured({ ...readers, shop, behaviour: 'reader', waiting: 0 }, readers, `own-reader-${shop}-${round}`),
    ),
  };
}

/** The sides take turns. */
async function inRounds<Name extends string>(
  rounds: number,
  names: readonly Name[],
  measure: (name: Name, round: number) => Promise<Steady>,
): Promise<Rounds<Name>> {
  const results: Record<Name, Steady>[] = [];
  for (let round = 0; round < rounds; round++) {
    const result: Partial<Record<Name, Steady>> = {};
    for (const name of names) result[name] = await measure(name, round);
    results.push(result as Record<Name, Steady>);
  }
  return results;
}
