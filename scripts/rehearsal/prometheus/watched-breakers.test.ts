import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../scenarios/campaigns/plan.ts';
import { drillOf } from '../../../scenarios/testing/drill.ts';
import { PLAN as SMALL_PLAN } from '../../workshop/testing/small-plan.ts';
import type { Prometheus } from './query.ts';
import { watchedBreakers } from './watched-breakers.ts';

const RUN = { runId: 'run-1', startedAtMs: 1_000_000, endedAtMs: 1_004_000 };
const METRICS = 'http://127.0.0.1:9100/metrics';
const PLAN: Plan = { ...SMALL_PLAN, drills: [drillOf()] };
const BOUNDARY = { control: 'http://127.0.0.1:9444', token: { env: 'TOKEN' } };

/** @param told the dependencies of the embedded shop */
const watched = (plan: Plan, told: readonly string[] = []) => {
  const prometheus: Prometheus = {
    instant: () => Promise.reject(new Error('asked for one instant')),
    range: async (query, { fromMs, untilMs }) => {
      expect(query).toContain('shop_breaker_state{job="breakers",run_id="run-1"}');
      // The end of a run is shorter than a step too.
      expect([fromMs, untilMs]).toEqual([RUN.endedAtMs, RUN.endedAtMs]);
      return told.map((dependency) => ({ labels: { dependency }, points: [] }));
    },
  };
  return watchedBreakers(prometheus, RUN, plan);
};
const places = (all: Awaited<ReturnType<typeof watched>>) =>
  all.map(({ dependency, region }) => `${dependency} ${region}`);

describe('the breakers that are watched', () => {
  it('are those of the plan, of its drills and of the shop, each once in each region', async () => {
    const plan: Plan = { ...PLAN, breakers: { courier: { preset: 'opossum' } } };
    expect(places(await watched(plan, ['bank', 'database']))).toEqual([
      'courier east',
      'courier south',
      'bank east',
      'bank south',
      'database east',
      'database south',
    ]);
  });

  it('are where the plan says that their metrics are', async () => {
    const plan: Plan = { ...PLAN, breakers: { bank: { preset: 'opossum', metrics: { south: METRICS } } } };
    expect(places(await watched(plan))).toEqual(['bank south']);
  });

  it('of the shop are asked for by its own metrics, while its page is answered', async () => {
    const [east] = await watched(PLAN);
    const page = 'job="breakers",run_id="run-1"';
    expect(east!.state).toContain(`shop_breaker_state{dependency="bank",${page},region="east"}`);
    expect(east!.arrivals).toContain('shop_dependency_arrivals_total{');
    for (const query of [east!.state, east!.opened, east!.calls, east!.rejected, east!.arrivals])
      expect(query).toMatch(
        /^\(.*\) and on \(\) \(max\(up\{job="breakers",run_id="run-1",dependency="",region="east"\}\) == 1\)$/,
      );
  });

  it('of the user’s are asked for by the metrics of their library', async () => {
    const settings = { preset: 'resilience4j', name: 'payments', metrics: { east: METRICS } } as const;
    const [east] = await watched({ ...PLAN, breakers: { bank: settings } });
    expect(east!.state).toContain('resilience4j_circuitbreaker_state{name="payments",job="breakers"');
    expect(east!.state).toContain('up{job="breakers",run_id="run-1",dependency="bank",region="east"}');
    expect(east!.opened).toBeNull();
  });
});

describe('arrivals behind a breaker of the user’s', () => {
  const own = (...regions: readonly string[]) => ({
    bank: {
      preset: 'resilience4j',
      metrics: Object.fromEntries(regions.map((region) => [region, METRICS])),
    } as const,
  });
  const boundaries = { bank: BOUNDARY };

  it('are counted at its boundary', async () => {
    const [east] = await watched({ ...PLAN, breakers: own('east'), boundaries });
    const page = 'job="breakers",run_id="run-1",region="",dependency="bank"';
    expect(east!.arrivals).toBe(
      `(sum(carnival_boundary_arrivals_total{${page}})) and on () (max(up{${page}}) == 1)`,
    );
  });

  it.each([
    { given: 'several regions share the boundary', plan: { breakers: own('east', 'south'), boundaries } },
    { given: 'there is no boundary', plan: { breakers: own('east') } },
    { given: 'nobody says whose breakers are in front of it', plan: { boundaries } },
  ])('are not known when $given', async ({ plan }) => {
    const all = await watched({ ...PLAN, ...plan });
    expect(all.map(({ arrivals }) => arrivals)).toEqual(all.map(() => null));
    expect(all.length).toBeGreaterThan(0);
  });
});
