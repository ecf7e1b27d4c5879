/** Refuses values that no check could walk through to its end: those that contain themselves, or are far too large for a plan. */
import { type Mistake, pathText } from '../mistakes/plan-error.ts';

/** A plan is six levels deep. */
const DEPTH_MAX = 50;
const VALUES_MAX = 1_000_000;

export function rawMistake(raw: unknown): Mistake | null {
  const above = new Set<object>();
  let values = 0;
  const walk = (value: unknown, path: readonly PropertyKey[]): Mistake | null => {
    if (typeof value !== 'object' || value === null) return null;
    const mistake = (problem: string): Mistake => ({
      path: pathText(path),
      value: undefined,
      problem,
      hint: 'a plan is plain data, as JSON could hold it',
    });
    if (above.has(value)) return mistake('contains itself');
    if (path.length > DEPTH_MAX) return mistake(`is more than ${DEPTH_MAX} levels deep`);
    above.add(value);
    for (const [key, item] of Object.entries(value)) {
      values++;
      if (values > VALUES_MAX) return mistake(`brings the plan to more than ${VALUES_MAX} values`);
      const found = walk(item, [...path, Array.isArray(value) ? Number(key) : key]);
      if (found !== null) return found;
    }
    above.delete(value);
    return null;
  };
  return walk(raw, []);
}
