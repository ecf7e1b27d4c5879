import { expect, it } from 'vitest';
import type { Verdict } from '../verdict/verdict.ts';
import { en } from '../words/en.ts';
import { alertLines, unplannedAlerts } from './alert-lines.ts';

const fired = (alert: string, fromSeconds: number, labels: Record<string, string> = {}) => ({
  alert,
  severity: 'page',
  labels,
  fromSeconds,
  untilSeconds: fromSeconds + 4,
});
const textOf = (alerts: Verdict['alerts']) => JSON.stringify(alertLines({ verdict: { alerts }, words: en }));

it('alerts are a line each, with where and when', () => {
  const lines = textOf([
    fired('BreakerOpen', 61, { region: 'east', dependency: 'bank' }),
    fired('OrdersFailing', 62, { region: 'east', step: 'order.create' }),
    fired('BreakerOpen', 80.2, { region: 'south', dependency: 'bank' }),
  ]);
  expect(lines).toContain('BreakerOpen: bank east 61–65 s; bank south 80.2–84.2 s');
  expect(lines).toContain('OrdersFailing: order.create east 62–66 s');
});

it('many are cut short, and none are no lines', () => {
  const lines = textOf(Array.from({ length: 40 }, (_, i) => fired(`Alert${i % 8}`, i)));
  expect(lines).toContain('; … and 2 more');
  expect(lines).toContain('… and 2 more in verdict.json');
  expect([textOf([]), textOf(null)]).toEqual(['[]', '[]']);
});

it('those that page somebody, and that no drill explains, are told from the rest', () => {
  const alerts = [
    fired('BreakerOpen', 61, { region: 'east' }),
    { ...fired('StockOutAhead', 90), severity: 'ticket' },
    fired('FailedShareHigh', 80, { region: 'north' }),
  ];
  const drills = [{ beginSeconds: 60, recoveredSeconds: 75 }] as unknown as Verdict['drills'];
  expect(unplannedAlerts({ alerts, drills })).toEqual(['FailedShareHigh north 80–84 s']);
  expect(unplannedAlerts({ alerts: null, drills })).toEqual([]);
});
