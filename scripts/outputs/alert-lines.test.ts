import { expect, it } from 'vitest';
import { alertLines } from './alert-lines.ts';

const fired = (alert: string, fromSeconds: number, labels: Record<string, string> = {}) => ({
  alert,
  severity: 'page',
  labels,
  fromSeconds,
  untilSeconds: fromSeconds + 4,
});
const textOf = (alerts: Parameters<typeof alertLines>[0]['alerts']) => JSON.stringify(alertLines({ alerts }));

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
  expect(lines).toContain('; 2 more');
  expect(lines).toContain('… and 2 alerts more in verdict.json');
  expect([textOf([]), textOf(null)]).toEqual(['[]', '[]']);
});
