/** A drill in words for people: where it is, and what goes wrong. */
import type { DrillFault, DrillPlace, Flapping } from './drill.ts';

export function placeInWords(where: DrillPlace): string {
  if ('region' in where) return `region ${where.region}`;
  if ('process' in where) return `process ${where.process}`;
  const regions = where.regions === undefined ? '' : ` in ${where.regions.join(', ')}`;
  if ('dependency' in where) return `${where.dependency}${regions} (${where.steps.join(', ')})`;
  return `${'step' in where ? where.step : where.steps.join(', ')}${regions}`;
}

export function faultInWords(fault: DrillFault): string {
  switch (fault.kind) {
    case 'shop':
      return `${fault.faults.map(({ kind, value }) => (value === 0 ? kind : `${kind}=${value}`)).join(' + ')}${flapping(fault.flapping)}`;
    case 'boundary':
      return `${fault.faults.map(({ kind, ...of }) => [kind, ...Object.entries(of).map(([key, value]) => `${key} ${value}`)].join(' ')).join(' + ')} at the boundary${flapping(fault.flapping)}`;
    case 'kill':
      return 'killed with -9 and restarted';
    case 'roll-back':
      return 'the gray release is rolled back';
    case 'command':
      return `command ${commandInWords(fault.begin)}`;
    case 'http':
      return callInWords(fault.begin);
    case 'crowd':
      return `people: ${fault.population}`;
    case 'expect-only':
      return 'set by nobody here: expect only';
  }
}

/** Without its other words: one of them may be a secret, and this goes into files and onto screens. */
export const commandInWords = ([program, ...others]: readonly string[]): string =>
  others.length === 0 ? program! : `${program} …`;

/** Without its query, for the same reason. */
export const callInWords = ({ method, url }: { readonly method: string; readonly url: string }): string =>
  `${method} ${url.includes('?') ? `${url.slice(0, url.indexOf('?'))}?…` : url}`;

const flapping = (flaps: Flapping | undefined): string =>
  flaps === undefined ? '' : `, ${flaps.onSeconds} s on and ${flaps.offSeconds} s off`;
