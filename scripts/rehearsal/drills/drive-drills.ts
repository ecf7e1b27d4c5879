/** Carries out all drills of a plan while its load runs. What was seen of breakers and bystanders is read later, from Prometheus. */
import { setMaxListeners } from 'node:events';
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../../scenarios/crowd/drill-times.ts';
import { faultInWords, placeInWords } from '../../../scenarios/drills/words.ts';
import type { DrillSeen } from '../../evidence/drills-seen.ts';
import type { RunFolder } from '../run-folder.ts';
import { clockFrom, type DrillClock } from './clock.ts';
import { driveDrill } from './drive-drill.ts';
import type { Lever } from './lever.ts';
import { stretchesOf } from './stretches.ts';

interface DrillsOptions {
  readonly plan: Plan;
  /** One for each drill of the plan, in its order. Null: nothing is to be set. */
  readonly levers: readonly (Lever | null)[];
  readonly zeroAtMs: number;
  readonly note: RunFolder['note'];
  readonly clock?: DrillClock;
}
interface DrillsUnderWay {
  /** Call it when the load ends, however it ends: resolves when every fault is lifted. Never rejects, and may be called again. */
  readonly end: () => Promise<readonly DrillSeen[]>;
}

export function beginDrills({ plan, levers, zeroAtMs, note, clock }: DrillsOptions): DrillsUnderWay {
  const over = new AbortController();
  // Every drill waits for it. Node takes more than ten for a leak, and says so.
  setMaxListeners(0, over.signal);
  const times = drillTimes(plan);
  const drills = (plan.drills ?? []).map(async ({ name, where, fault }, i): Promise<DrillSeen> => {
    const driven = await driveDrill({
      time: times[i]!,
      words: `${faultInWords(fault)}, ${placeInWords(where)}`,
      stretches: stretchesOf(fault, times[i]!),
      lever: levers[i] ?? null,
      clock: clock ?? clockFrom(zeroAtMs),
      tell: (words) => note('drill', `drill “${name}”: ${words}`),
      over: over.signal,
    });
    if (driven.missing !== null)
      note('drill', `drill “${name}” did not happen as planned: ${driven.missing}`);
    return { ...driven, breakers: [], times: [], bystanders: [] };
  });
  return {
    end: () => {
      over.abort();
      return Promise.all(drills);
    },
  };
}
