/** Reads what a soak has seen from its run's folder. */
import { readEvidence } from '../../rehearsal/judge-folder.ts';
import type { SoakSeen } from './soak-report.ts';

export { endOf, soakReport } from './soak-report.ts';

/** @throws CarnivalError in one sentence, whatever is in the folder */
export async function readSoak(folder: string): Promise<SoakSeen> {
  const { plan, observations } = await readEvidence(folder);
  return {
    planned: plan.drills ?? [],
    drills: observations.drills ?? [],
    memory: observations.generator.memory ?? [],
  };
}
