import { describe, expect, it } from 'vitest';
import type { Series, Span } from './query.ts';
import { readAlerts } from './read-alerts.ts';

const ZERO_MS = 1_795_368_000_000;
const RUN = { runId: 'run-1', zeroAtMs: ZERO_MS, endedAtMs: ZERO_MS + 20_000 };

/** An alert that is firing at these seconds of the run. */
const firing = (alertname: string, labels: object, seconds: readonly number[]): Series => ({
  labels: { __name__: 'ALERTS', alertname, alertstate: 'firing', run_id: 'run-1', ...labels },
  points: seconds.map((second) => ({ atMs: ZERO_MS + second * 1000, value: 1 })),
});

async function read(series: readonly Series[], run = RUN) {
  const asked: { query: string; span: Span }[] = [];
  const alerts = await readAlerts(
    {
      instant: () => Promise.reject(new Error('nobody asks for it')),
      range: async (query, span) => {
        asked.push({ query, span });
        return series;
      },
    },
    run,
  );
  return { alerts, asked };
}

describe('the alerts of a run', () => {
  it('are those that fired, of this run or of none, by the second', async () => {
    const { asked } = await read([]);
    expect(asked).toEqual([
      {
        query: 'ALERTS{alertstate="firing", run_id=~"run-1|"}',
        span: { fromMs: ZERO_MS, untilMs: ZERO_MS + 20_000, stepMs: 1000 },
      },
    ]);
  });

  it('have their own labels and times from the run’s zero, the first first', async () => {
    const { alerts } = await read([
      firing('DrillOn', { drill: 'bank-down', severity: 'info' }, [5, 6, 7]),
      firing('BreakerOpen', { region: 'east', severity: 'page' }, [3]),
    ]);
    expect(alerts).toEqual([
      { alert: 'BreakerOpen', labels: { region: 'east', severity: 'page' }, fromMs: 3000, untilMs: 3000 },
      { alert: 'DrillOn', labels: { drill: 'bank-down', severity: 'info' }, fromMs: 5000, untilMs: 7000 },
    ]);
  });

  it('are two when one ended and fired again, but not after a second that nobody evaluated', async () => {
    const { alerts } = await read([firing('BreakerOpen', {}, [3, 5, 6, 10, 11])]);
    expect(alerts.map(({ fromMs, untilMs }) => [fromMs, untilMs])).toEqual([
      [3000, 6000],
      [10_000, 11_000],
    ]);
  });

  it('are none when the run was stopped before its zero', async () => {
    const { alerts, asked } = await read([firing('BreakerOpen', {}, [3])], {
      ...RUN,
      endedAtMs: ZERO_MS - 1,
    });
    expect([alerts, asked]).toEqual([[], []]);
  });
});
