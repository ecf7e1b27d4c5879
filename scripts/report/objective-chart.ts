/** The chart of an objective about a share of answers: the share over time, by region, with its target. */
import type { Objective } from '../../scenarios/campaigns/plan.ts';
import { type CountList, ratios, type StepRow, summed, type Timeline } from '../evidence/timeline.ts';
import { inFull } from '../text/numbers.ts';
import type { ObjectiveResult } from '../verdict/verdict.ts';
import { type Chart, type Line, REGIONS_MAX } from './chart.ts';
import type { Section } from './source.ts';

/** Which answers the share is of, and of which step; null: of all. */
interface Share {
  readonly step: string | null;
  readonly parts: readonly CountList[];
  readonly wholes: readonly CountList[];
  /** The share is what is left of 1. */
  readonly isRest?: boolean;
  readonly says: string;
}

const EVERY_ANSWER: readonly CountList[] = ['ok', 'refused', 'failed', 'degraded'];

/** Null: it is not about a share of answers, or nothing is known of it over time. */
export function objectiveChart(section: Section, objective: ObjectiveResult): Chart | null {
  const { plan, timeline, say } = section;
  const planned = plan.objectives.find(({ id }) => id === objective.id);
  const share = planned === undefined ? null : shareOf(planned, section);
  if (timeline === null || share === null) return null;
  const lines = linesOf(share, timeline, plan.regions, say.objectives.allRegions);
  if (lines.every(({ values }) => values.every((value) => value === null))) return null;
  const { targetMin: least, targetMax: most } = objective;
  return {
    id: `objective-${plan.objectives.indexOf(planned!)}`,
    title: objective.id,
    says: share.says,
    unit: 'share',
    lines,
    targets: [
      // No share is less than nothing or more than all: a line there would say nothing.
      ...(least === null || least <= 0 ? [] : [{ label: say.objectives.least, value: least }]),
      ...(most === null || most >= 1 ? [] : [{ label: say.objectives.most, value: most }]),
    ],
  };
}

function shareOf(objective: Objective, { plan, say: { objectives: words } }: Section): Share | null {
  const says = words.says;
  switch (objective.kind) {
    case 'response-time':
      return {
        ...{ step: null, parts: ['late'], wholes: EVERY_ANSWER, isRest: true },
        says: says['response-time'](inFull(plan.withinMs)),
      };
    case 'success': {
      const { step } = objective;
      return { step, parts: ['ok'], wholes: ['ok', 'failed'], says: says.success(step) };
    }
    case 'refused': {
      const { step } = objective;
      return { step, parts: ['refused'], wholes: EVERY_ANSWER, says: says.refused(step) };
    }
    case 'degraded': {
      const { step = null } = objective;
      const what = says.degraded(step ?? words.allSteps);
      return { step, parts: ['degraded'], wholes: ['ok', 'degraded'], says: what };
    }
    default:
      return null;
  }
}

function linesOf(
  { step, parts, wholes, isRest = false }: Share,
  timeline: Timeline,
  regions: readonly { readonly name: string }[],
  allRegions: string,
): readonly Line[] {
  const line = (label: string, region: string | null, hue: number): Line => {
    const isMeant = (row: StepRow): boolean =>
      !row.inDrill && (step === null || row.step === step) && (region === null || row.region === region);
    const shares = ratios(summed(timeline, isMeant, parts), summed(timeline, isMeant, wholes));
    const values = isRest ? shares.map((share) => (share === null ? null : 1 - share)) : shares;
    return { label, values, hue: hue as Line['hue'] };
  };
  if (regions.length > REGIONS_MAX) return [line(allRegions, null, 0)];
  return regions.map(({ name }, i) => line(name, name, i));
}
