/**
 * An objective that no plan declares: a connection stays open for as long as the shop says, unless a `dropped-connections` objective
 * says how many need not. A shop that holds no connection has no such line.
 */
import { FULL_COUNT, type Judged } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { connectionsOf, droppedOf, mayDrop, stepsThatStay } from './dropped-connections.ts';
import { stepsOfPhases } from './places.ts';

export const noDroppedConnections = {
  kind: 'no-dropped-connections',
  isA: 'census',
  source: 'a connection that the target closes before its time is a promise that was not kept',
  judge(evidence: Evidence): Judged {
    const steps = stepsThatStay(evidence).filter((step) => !mayDrop(evidence.plan, step));
    const cells = stepsOfPhases(evidence)
      .filter(({ step }) => steps.includes(step))
      .flatMap((place) => {
        const { opened, dropped } = connectionsOf(evidence, place.phase, [place.step]);
        if (opened === 0) return [];
        const reason = droppedOf(dropped, opened);
        const state = dropped > 0 ? ('fail' as const) : ('pass' as const);
        return [
          { ...place, ...FULL_COUNT, required: true, figure: dropped / opened, n: opened, state, reason },
        ];
      });
    return { unit: 'share', targetMin: null, targetMax: 0, cells };
  },
} as const;
