/** Whose requests a drill is about. */
import type { DrillPlace } from './drill.ts';

/** Null: all of them. */
export interface DrillScope {
  readonly steps: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

export function scopeOf(where: DrillPlace): DrillScope {
  if ('region' in where) return { steps: null, regions: [where.region] };
  if ('process' in where) return { steps: null, regions: [where.process] };
  const regions = where.regions ?? null;
  return { steps: 'step' in where ? [where.step] : where.steps, regions };
}

/** What the embedded shop calls the places where a drill's faults are set: a dependency, steps, or `*` for every step. */
export function faultNames(where: DrillPlace): readonly string[] {
  if ('dependency' in where) return [where.dependency];
  if ('step' in where) return [where.step];
  return 'steps' in where ? where.steps : ['*'];
}

export const isInScope = ({ steps, regions }: DrillScope, step: string, region: string): boolean =>
  (steps === null || steps.includes(step)) && (regions === null || regions.includes(region));
