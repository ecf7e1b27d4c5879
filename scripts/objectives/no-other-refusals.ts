/** An objective that no plan declares: a step without a `refused` objective may not refuse a single request. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { FULL_COUNT, type Judged } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { inPercent } from '../text/numbers.ts';
import { everyPlace } from './places.ts';
import { refusedAt } from './refused.ts';

export const noOtherRefusals = {
  kind: 'no-other-refusals',
  isA: 'census',
  source: 'a step without a "refused" objective may refuse nothing',
  judge(evidence: Evidence): Judged {
    const declared = declaredSteps(evidence.plan);
    // One refusal fails a cell, whatever the other regions did: no need to split it.
    const cells = everyPlace(evidence)
      .filter(
        ({ phase, step, region }) =>
          phase !== null && step !== null && region === null && !declared.includes(step),
      )
      .map((place) => {
        const { share, n } = refusedAt(evidence, place);
        const census = { ...place, ...FULL_COUNT, required: false, figure: share, n };
        if (share === null) return { ...census, state: 'not-proven', reason: 'no samples' } as const;
        if (share === 0) return { ...census, state: 'pass', reason: 'nothing refused' } as const;
        const reason = `${inPercent(share)} refused, but this step may refuse nothing`;
        return { ...census, state: 'fail', reason } as const;
      });
    return { unit: 'share', targetMin: null, targetMax: 0, cells };
  },
} as const;

const declaredSteps = ({ objectives }: Plan): readonly string[] =>
  objectives.flatMap((objective) => (objective.kind === 'refused' ? [objective.step] : []));
