import { expect, it } from 'vitest';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { judge } from './judge.ts';

const WATCHDOG = { alert: 'Watchdog', labels: { severity: 'info' }, fromMs: 0, untilMs: 60_000 };
const fired = { alert: 'BreakerOpen', labels: { severity: 'page', region: 'east' }, fromMs: 5000 };
const alertsOf = (story: Parameters<typeof rehearsal>[0]) => judge(rehearsal(story)).alerts;

it('a verdict lists the alerts that fired and when, but not the watchdog', () => {
  const observations = { alerts: [WATCHDOG, { ...fired, untilMs: 9000 }] };
  expect(alertsOf({ observations })).toEqual([
    { alert: 'BreakerOpen', severity: 'page', labels: { region: 'east' }, fromSeconds: 5, untilSeconds: 9 },
  ]);
  expect(alertsOf({ observations: { alerts: [WATCHDOG] } })).toEqual([]);
});

it('a run whose alerts were not read, or whose rules were not evaluated, has no list, and not an empty one', () => {
  expect(alertsOf({})).toBe(null);
  expect(alertsOf({ observations: { alerts: [] } })).toBe(null);
});
