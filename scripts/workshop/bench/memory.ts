/** Memory a shopper: the peak resident set with few shoppers and with many, at the same low rate. */
import type { Rig, Stage } from './rig.ts';
import { type Load, SIDES, type Side, startSide } from './sides.ts';
import { measureSteady, type Stretch } from './steady.ts';

export interface MemorySettings extends Stretch {
  readonly rounds: number;
  readonly requestsPerSecond: number;
  readonly crowdShoppers: Pair;
  readonly plainShoppers: Pair;
}
export interface Pair {
  readonly few: number;
  readonly many: number;
}
export interface MemoryResult {
  /** Peak resident bytes. */
  readonly rounds: readonly Readonly<Record<Side, Pair>>[];
}

/** The part of the crowd that sends in the meantime. */
const BROWSERS = 50_000;

export async function measureMemory(
  rig: Rig,
  stage: Stage,
  { rounds, requestsPerSecond, crowdShoppers, plainShoppers, ...stretch }: MemorySettings,
): Promise<MemoryResult> {
  const peak = async (side: Side, shoppers: number, run: string): Promise<number> => {
    const load: Load = {
      requestsPerSecond,
      browsers: BROWSERS,
      waiting: shoppers - BROWSERS,
      vus: shoppers,
      lag: false,
    };
    const start = () => startSide(rig, stage, side, load, run);
    return (await measureSteady(start, stage, requestsPerSecond, stretch)).rssBytesMax;
  };
  const results: Record<Side, Pair>[] = [];
  for (let round = 0; round < rounds; round++) {
    const result: Partial<Record<Side, Pair>> = {};
    for (const side of SIDES) {
      const shoppers = side === 'crowd' ? crowdShoppers : plainShoppers;
      result[side] = {
        few: await peak(side, shoppers.few, `memory-${side}-few-${round}`),
        many: await peak(side, shoppers.many, `memory-${side}-many-${round}`),
      };
    }
    results.push(result as Record<Side, Pair>);
  }
  return { rounds: results };
}
