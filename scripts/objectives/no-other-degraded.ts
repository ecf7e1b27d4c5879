/**
 * A line that no plan declares: the steps that answered degraded although no `degraded` objective allows it. It decides nothing
 * itself. Each of these answers counts as failed in every other objective.
 */
import { FULL_COUNT, type Judged } from '../evidence/cell.ts';
import { outsideDrills } from '../evidence/drill-cut.ts';
import { countsAt, type Evidence } from '../evidence/evidence.ts';
import { inFull } from '../text/numbers.ts';
import { mayDegrade } from './degraded.ts';
import { stepsOfPhases } from './places.ts';

export const noOtherDegraded = {
  kind: 'no-other-degraded',
  isA: 'census',
  source: 'a degraded answer of a step without a "degraded" objective has failed',
  judge(whole: Evidence): Judged {
    const evidence = outsideDrills(whole);
    const cells = stepsOfPhases(evidence)
      .filter(({ step }) => !mayDegrade(evidence.plan, step))
      .flatMap((place) => {
        const { ok, degraded } = countsAt(evidence.observations, place);
        const n = ok + degraded;
        const reason = `${inFull(degraded)} of ${inFull(n)} degraded: each counts as failed`;
        const census = { ...place, ...FULL_COUNT, required: false, figure: degraded / n, n };
        return degraded === 0 ? [] : [{ ...census, state: 'not-judged' as const, reason }];
      });
    return { unit: 'share', targetMin: null, targetMax: 0, cells };
  },
} as const;
