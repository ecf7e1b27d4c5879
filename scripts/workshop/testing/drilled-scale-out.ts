/** A drill of the scale-out in small: a burst of a minute, replicas of forty requests a second, and a run that went as simulated. */
import { hpaAutoscaler } from '../../scale-out/hpa-autoscaler.ts';
import { settingsWith } from '../../scale-out/settings.ts';
import { ALONE } from '../../scale-out/strategies.ts';
import { HPA, NO_DELAYS, rising, SHOPPERS } from '../../scale-out/testing/world.ts';
import { burstIn, fewestThatCarry } from '../../scale-out-drill/burst.ts';
import { compare } from '../../scale-out-drill/compared.ts';
import type { Drill } from '../../scale-out-drill/drill.ts';
import type { Measured } from '../../scale-out-drill/measured.ts';
import { simulate, type ToSimulate } from '../../scale-out-drill/simulated.ts';

const EACH = 40;
const FIRST = 2;
const MAX = 8;

export function toSimulate(start = { median: 4, p99: 8 }, each = EACH): ToSimulate {
  const settings = settingsWith({
    ...NO_DELAYS,
    ...{ start, nodes: { sparePods: MAX }, controller: { syncSeconds: 3 }, shoppers: { queueEach: 60 } },
    metrics: { everySeconds: 2, late: { median: 0, p99: 0 } },
  });
  const demand = rising(30, 175, 3, 95, 25);
  const burst = burstIn(demand, FIRST * EACH)!;
  return {
    ...{ burst, curves: [new Float64Array(MAX + 1).fill(each)], strategy: ALONE, draws: 400, seed: 1 },
    world: {
      ...{ demand, burstSeconds: burst.beginsSeconds, settings, replicasMax: MAX, replicasFirst: FIRST },
      autoscaler: hpaAutoscaler({ ...HPA, name: 'drill', maxReplicas: MAX }, settings),
      shoppers: { ...SHOPPERS, retryShare: 0, waitSecondsMax: 1.1 },
      ...{ ceiling: Number.POSITIVE_INFINITY, targetShare: 0.99 },
    },
  };
}

/** @param went how the run differed from the draw in the middle */
export function drilledScaleOut(
  went: Partial<Pick<Measured, 'toCapacity' | 'secondsOut' | 'replicasMost'>> = {},
  flaws: readonly string[] = [],
): Drill {
  const asked = toSimulate();
  const { world, burst, draws, seed } = asked;
  const simulated = simulate(asked);
  const all = [...world.demand];
  const measured: Measured = {
    toCapacity: simulated.toCapacity.median + 0.4,
    secondsOut: simulated.secondsOut.median,
    replicasMost: MAX,
    course: simulated.course,
    good: all,
    offered: all,
    ...went,
  };
  return {
    ...{ plan: 'scale-out-drill', runId: 'run', folder: 'runs/run', where: 'embedded', draws, seed },
    ...{ autoscaler: world.autoscaler, settings: world.settings, targetShare: 0.99, withinMs: 1200 },
    ...{
      replicasFirst: FIRST,
      burst,
      demand: world.demand,
      perReplica: asked.curves[0]!,
      simulated,
      measured,
    },
    needed: fewestThatCarry(asked.curves[0]!, burst.level),
    compared: compare({ simulated, measured, syncSeconds: 3, burstSeconds: 70, flaws }),
  };
}
