/** The steps at which orders are placed: a livestream's and a group's are orders too. */
import type { ShopFacts } from './forecast.ts';

export const orderStepsOf = ({
  steps,
}: {
  readonly steps: readonly Pick<ShopFacts['steps'][number], 'name' | 'promises'>[];
}): readonly string[] => steps.flatMap(({ name, promises }) => (promises === 'order' ? [name] : []));
