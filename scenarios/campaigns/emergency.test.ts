import { describe, expect, it } from 'vitest';
import emergency from './emergency.ts';
import type { PlannedDrill } from './plan.ts';

const drill = (name: string): PlannedDrill => {
  const found = emergency.drills!.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no drill ${name}`);
  return found;
};
const kindsIn = (name: string): readonly string[] => drill(name).expect.map(({ kind }) => kind);
const alertsIn = (name: string): readonly string[] =>
  drill(name).expect.flatMap((each) => (each.kind === 'alert-fires' ? each.alert : []));
const CONFORMANCE = [
  'breaker-opens',
  'breaker-sheds',
  'breaker-fallback',
  'breaker-probes',
  'breaker-closes',
  'breaker-steady',
  'breaker-isolated',
  'load-recovers',
];

describe('the emergency plan', () => {
  it.each([
    {
      measure: 'thresholds of breakers, payments',
      name: 'bank-down',
      kinds: CONFORMANCE,
      alert: 'BreakerOpen',
    },
    {
      measure: 'thresholds of breakers, database',
      name: 'database-pressure',
      kinds: CONFORMANCE,
      alert: 'BreakerOpen',
    },
    { measure: 'shedding', name: 'pressure', kinds: ['sheds-in-order'] },
    { measure: 'a region that is lost', name: 'region-lost', kinds: ['load-recovers'], alert: 'RegionDown' },
    { measure: 'a scale-out that is called for', name: 'slow-opening', kinds: [], alert: 'KpiBelowGoal' },
    { measure: 'resources that are added', name: 'slow-opening', kinds: [], alert: 'ResourcesAdded' },
  ])('rehearses $measure', ({ name, kinds, alert }) => {
    expect(kindsIn(name)).toEqual(expect.arrayContaining(kinds));
    if (alert !== undefined) expect(alertsIn(name)).toContain(alert);
  });

  it('expects something required of each drill', () => {
    for (const { expect: expected } of emergency.drills!)
      expect(expected.some(({ informative }) => informative !== true)).toBe(true);
  });

  it('sells less than 60 % of the goal when it is first looked at, and more than 70 % long before the end', () => {
    // Minute 45 of the campaign at 120 calendar seconds a second; from order to payment a buyer takes some seconds.
    const [lateSeconds, lookSeconds, endSeconds] = [drill('slow-opening').for.seconds, 22.5, 120];
    expect((lookSeconds - lateSeconds) / lookSeconds).toBeLessThan(0.6);
    expect((endSeconds - lateSeconds - 10) / endSeconds).toBeGreaterThan(0.7);
  });

  it('leaves the seconds before the first breaker drill to themselves', () => {
    const { at, for: lasts } = drill('slow-opening');
    const endsSeconds = (at.minute * 60) / emergency.speed + lasts.seconds + lasts.recoverySeconds;
    expect((drill('bank-down').at.minute * 60) / emergency.speed - endsSeconds).toBeGreaterThanOrEqual(30);
  });
});
