/** What objectives need to know about the crowd of some phases. */
import type { Phase } from '../../scenarios/campaigns/plan.ts';
import type { Known } from '../mistakes/draft.ts';
import type { CrowdLeft } from '../objectives/kind.ts';

export interface Crowd extends CrowdLeft {
  readonly isEmpty: boolean;
  /** Whether any bot's behaviour has the step. */
  readonly botsVisit: (step: string) => boolean;
}

export function crowdOf(phases: readonly Phase[], behaviours: Known['behaviours']): Crowd {
  const cast = phases.flatMap(({ populations }) =>
    populations.flatMap(({ behaviour }) => behaviours[behaviour] ?? []),
  );
  const bots = cast.filter(({ bot }) => bot);
  return {
    isEmpty: phases.length === 0,
    hasPhase: (name) => phases.some((phase) => phase.name === name),
    visits: (step) => cast.some(({ steps }) => Object.hasOwn(steps, step)),
    hasBots: bots.length > 0,
    hasHerd: phases.some(({ populations }) => populations.some(({ kind }) => kind === 'herd')),
    botsVisit: (step) => bots.some(({ steps }) => Object.hasOwn(steps, step)),
  };
}
