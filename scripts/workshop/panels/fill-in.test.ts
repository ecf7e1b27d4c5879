import { describe, expect, it } from 'vitest';
import { everything, filledIn, stepSeconds } from './fill-in.ts';

const MINUTE_MS = 60_000;
const shown = (minutes: number) => ({ fromMs: 0, untilMs: minutes * MINUTE_MS });
const filled = (expr: string, interval = '2s', minutes = 5) =>
  filledIn(expr, interval, everything('run-1', 'order.create'), shown(minutes));

describe('a query filled in', () => {
  it('looks back four steps, or more when a long time is shown', () => {
    expect(filled('rate(x[$__rate_interval])')).toBe('rate(x[8s])');
    expect(filled('rate(x[$__rate_interval])', '5s')).toBe('rate(x[20s])');
    // A day has 86,400 s: a point each 87 s, and a scrape more.
    expect(filled('rate(x[$__rate_interval])', '2s', 1440)).toBe('rate(x[89s])');
    expect(stepSeconds('2s', shown(1440))).toBe(87);
  });

  it('has the run, and all of what else can be chosen', () => {
    expect(filled('{run_id=~"$run|", scenario=~"$phase", job=~"$job", step="$step"}[$__range]')).toBe(
      '{run_id=~"run-1|", scenario=~".+", job=~".+", step="order.create"}[300s]',
    );
  });

  it('keeps the groups of label_replace', () => {
    expect(filled('label_replace(x, "a", "$1", "b", "(.*)")')).toBe(
      'label_replace(x, "a", "$1", "b", "(.*)")',
    );
  });

  it('is an error with a variable that no dashboard has', () => {
    expect(() => filled('x{y="$unknown"}')).toThrow('$unknown');
  });
});
