/** Held shoppers who never think: they would send without a pause, as fast as the shop answers, so nobody could say how much comes. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { compileBehaviour, meanThinkMs } from '../../scenarios/crowd/behaviour.ts';
import { channelEntry } from '../../scenarios/crowd/cast.ts';
import type { Shop } from '../../scenarios/shop/shop.ts';
import type { Mistake } from '../mistakes/plan-error.ts';

/** @param plan one that was checked, of a shop without mistakes */
export function heldWithoutThinking(plan: Plan, shop: Shop): Mistake[] {
  const entries = channelEntry(plan, shop);
  return plan.phases.flatMap((phase) =>
    phase.populations.flatMap(({ kind, name, behaviour, paced }) => {
      const written = shop.behaviours[behaviour];
      if (kind !== 'held' || written === undefined) return [];
      if (meanThinkMs(compileBehaviour(written, entries, paced ? plan.pace : 1)) > 0) return [];
      return [
        {
          // Not by its number: --only may have left out the phases before it.
          path: `behaviours.${behaviour}`,
          value: undefined,
          problem: `never thinks, so population "${name}" of phase "${phase.name}" cannot hold its shoppers`,
          hint: 'give one of its steps thinkSeconds above 0, or let sessions arrive: arriving(name, behaviour, perHour)',
        },
      ];
    }),
  );
}
