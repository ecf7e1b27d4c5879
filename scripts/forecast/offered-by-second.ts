/** What a plan's crowd offers in each real second of a rehearsal, found by running it on a virtual clock. Pure. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { lengthMs, timetable } from '../../scenarios/crowd/timetable.ts';
import { runVirtually } from '../../scenarios/crowd/virtual-world.ts';
import type { Subject } from './subject.ts';

const MS_PER_SECOND = 1000;

/** Requests by the second from the run's zero, to the end of its last phase: as if all went well. */
export function offeredBySecond(
  plan: Plan,
  { shopOf, expected }: Pick<Subject, 'shopOf' | 'expected'>,
): Float64Array {
  const shop = shopOf(plan);
  const times = timetable(plan);
  const offered = new Float64Array(Math.ceil(lengthMs(times) / MS_PER_SECOND));
  for (const [i, phase] of plan.phases.entries()) {
    let nowMs = 0;
    runVirtually([{ plan, phase, shop, share: { index: 0, of: 1 }, vu: '0', runTag: 'f' }], {
      target: expected(plan),
      withoutPromises: true,
      ticked: (tickMs) => {
        nowMs = tickMs;
      },
      trace: () => {
        const second = Math.floor((times[i]!.startMs + nowMs) / MS_PER_SECOND);
        // An answer may lead on for a moment after the end.
        if (second < offered.length) offered[second]! += 1;
      },
    });
  }
  return offered;
}
