/** How many shoppers a plan holds at once, as written: without `--scale`. */
import type { Phase } from '../../scenarios/campaigns/plan.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';

/** The most that one phase holds. */
export const heldShoppersMax = ({ populations }: Pick<Phase, 'populations'>): number =>
  populations.reduce(
    (sum, population) =>
      sum + (population.kind === 'held' ? Math.max(...population.shoppers.map(({ value }) => value)) : 0),
    0,
  );

/** The crowd that Carnival is made for: the most that the default plan holds. */
export const FULL_CROWD_SHOPPERS = Math.max(...summerCarnival.phases.map(heldShoppersMax));
