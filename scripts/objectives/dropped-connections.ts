/**
 * At most a share of the connections of one step, or of all steps, may be closed by the target before their time. They are counted in
 * full. Where the plan declares no such objective for a step, none may: see `no-dropped-connections.ts`.
 */
import type { z } from 'zod';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { FULL_COUNT, type Judged } from '../evidence/cell.ts';
import { countsAt, type Evidence } from '../evidence/evidence.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import { type DeepReadonly, targetShare, text } from '../mistakes/fields.ts';
import { inFull, inPercent, plural } from '../text/numbers.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

/** Without `step`, it is about all steps that stay. */
const schema = objectiveFields('dropped-connections', { step: text.exactOptional(), maxShare: targetShare });
type DroppedConnections = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'dropped-connections': DroppedConnections;
  }
}

export const droppedConnections = {
  schema,
  isA: 'census',
  over: 'whole run',
  check(objective, at) {
    at.checkStepName(objective.step, [...at.path, 'step']);
    checkOneCell(objective, at);
  },
  isAbout: ({ step }, crowd) => step === undefined || crowd.visits(step),
  judge({ step = null, maxShare, informative = false }, evidence): Judged {
    const steps = stepsThatStay(evidence).filter((each) => step === null || each === step);
    const { opened, dropped } = connectionsOf(evidence, null, steps);
    const cell = { ...WHOLE_RUN, ...FULL_COUNT, step, required: !informative, n: opened };
    const judged =
      opened === 0
        ? { state: 'not-proven' as const, figure: null, reason: 'no connection was opened' }
        : {
            state: dropped / opened > maxShare ? ('fail' as const) : ('pass' as const),
            figure: dropped / opened,
            reason: `${droppedOf(dropped, opened)}; at most ${inPercent(maxShare)} may be`,
          };
    return { unit: 'share', targetMin: null, targetMax: maxShare, cells: [{ ...cell, ...judged }] };
  },
} satisfies ObjectiveKind<DroppedConnections>;

export const droppedOf = (dropped: number, opened: number): string =>
  `${inFull(dropped)} of ${plural(opened, 'connection')} closed by the target before their time`;

export const stepsThatStay = ({ forecast }: Pick<Evidence, 'forecast'>): readonly string[] =>
  forecast.shop.steps.flatMap(({ name, staySeconds }) => (staySeconds === undefined ? [] : [name]));

/** Whether the plan says how many connections of a step may be dropped. */
export const mayDrop = ({ objectives }: Plan, step: string): boolean =>
  objectives.some(
    (each) => each.kind === 'dropped-connections' && (each.step === undefined || each.step === step),
  );

/** @param phase null: all phases */
export function connectionsOf(
  { observations }: Pick<Evidence, 'observations'>,
  phase: string | null,
  steps: readonly string[],
): { readonly opened: number; readonly dropped: number } {
  const dropped = (observations.connections?.dropped ?? []).filter(
    (each) => (phase === null || each.phase === phase) && steps.includes(each.step),
  );
  return {
    opened: steps.reduce((sum, step) => sum + countsAt(observations, { phase, step }).ok, 0),
    dropped: dropped.reduce((sum, { count }) => sum + count, 0),
  };
}
