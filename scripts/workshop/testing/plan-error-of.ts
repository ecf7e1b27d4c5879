/** For tests of what is refused: the PlanError that something throws; any other error goes on. */
import { PlanError } from '../../mistakes/plan-error.ts';

export function planErrorOf(run: () => unknown): PlanError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  return undefined;
}
