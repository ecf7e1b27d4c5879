import { describe, expect, it } from 'vitest';
import type { ProcessMemory } from '../../evidence/memory-growth.ts';
import { endOf, type SoakSeen, soakReport, UNSENT_MAX } from './soak-report.ts';

const MEGABYTE = 1e6;
const GROWTH = {
  bytesPerHour: 12 * MEGABYTE,
  lowBytesPerHour: -3 * MEGABYTE,
  highBytesPerHour: 20 * MEGABYTE,
  seconds: 1140,
};
const memoryOf = (process: string, growth: ProcessMemory['growth'] = GROWTH): ProcessMemory => ({
  ...{ process, lives: 41, lifeSeconds: 398, firstBytes: 60 * MEGABYTE, lastBytes: 90 * MEGABYTE },
  growth,
});

/** @param cutOff by kill: how many requests it cut off. Null: the drill did not happen */
const seen = (
  cutOff: readonly (number | null)[],
  memory: readonly ProcessMemory[] = [memoryOf('k6')],
): SoakSeen => ({
  planned: cutOff.map((_, i) => ({ name: `kill-${i}`, fault: { kind: 'kill' } })),
  drills: cutOff.map((count, i) => ({
    drill: `kill-${i}`,
    missing: count === null ? 'its fault could not be set' : null,
    ...(count === null ? {} : { cutOff: count }),
  })),
  memory,
});
const GOAL = { killsMin: 2, isWhole: true };

describe('a soak has shown', () => {
  it('what it was to show when enough kills met requests and all memory is known', () => {
    const { missing, lines } = soakReport(seen([9, 20, 11]), GOAL);
    expect(missing).toEqual([]);
    expect(lines[0]).toBe('Kills with -9: 3 planned, 3 carried out, 3 of them with requests in flight');
    expect(lines[1]).toContain('at least 40 requests, from 9 to 20 each');
  });

  it.each([
    { given: 'a kill met no request', cutOff: [9, 0, 0] },
    { given: 'a kill did not happen', cutOff: [9, null, null] },
    { given: 'there was one', cutOff: [9] },
    { given: 'a kill cut off no more than may not have been sent yet', cutOff: [9, UNSENT_MAX] },
    { given: 'there was none', cutOff: [] },
  ])('too little when $given', ({ cutOff }) => {
    const { missing } = soakReport(seen(cutOff), GOAL);
    expect(missing).toEqual([
      expect.stringMatching(/^\d kills? had requests in flight, and 2 are to be shown$/),
    ]);
  });

  it('nothing of drills that kill nobody', () => {
    const given = seen([9, 9]);
    const planned = given.planned.map((each) => ({ ...each, fault: { kind: 'expect-only' } as const }));
    const { missing, lines } = soakReport({ ...given, planned }, GOAL);
    expect(missing).toHaveLength(1);
    expect(lines[0]).toContain('0 planned');
  });

  it('too little when it was whole and the growth of a process is unknown', () => {
    const north = memoryOf('shop north', null);
    expect(soakReport(seen([9, 9], [memoryOf('k6'), north]), GOAL).missing).toEqual([
      'how memory grows is not known of shop north',
    ]);
    expect(soakReport(seen([9, 9], [north]), { ...GOAL, isWhole: false }).missing).toEqual([]);
    expect(soakReport(seen([9, 9], []), GOAL).missing).toEqual([
      'the memory of the processes could not be read',
    ]);
  });
});

it('the growth of each process is told with its interval, or that it lived too short', () => {
  const { lines } = soakReport(seen([9, 9], [memoryOf('k6'), memoryOf('shop north', null)]), GOAL);
  const line = (name: string): string => lines.find((each) => each.trim().startsWith(name))!;
  expect(line('k6')).toMatch(/41 +398 s +60 MB +90 MB +\+12 MB +−3 MB to \+20 MB$/);
  expect(line('shop north')).toMatch(/90 MB +lived too short$/);
});

it.each([
  { given: 'a pass that has shown all', code: 0, missing: [], want: 0 },
  { given: 'a pass that has not', code: 0, missing: ['9 kills …'], want: 90 },
  { given: 'a fail', code: 99, missing: ['9 kills …'], want: 99 },
  { given: 'an interrupted run', code: 130, missing: [], want: 130 },
])('the end of $given is $want', ({ code, missing, want }) => {
  expect(endOf(code, missing)).toBe(want);
});
