import { describe, expect, it } from 'vitest';
import type { PopulationValue } from '../evidence/observations.ts';
import { lags, phaseSeen, rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { checkValidity } from './validity.ts';
import type { CheckId, ValidityCheck } from './verdict.ts';

const PHASES = ['warm-up', 'burst', 'flash-sale'];
const healthy = rehearsal().observations;

/** The check's worst finding, or the one in a phase. */
function finding(id: CheckId, story: Story, phase?: string): ValidityCheck {
  const checks = checkValidity(rehearsal(story)).filter(
    (check) => check.id === id && (phase === undefined || check.phase === phase),
  );
  return checks.find(({ state }) => state === 'broken') ?? checks[0]!;
}
const state = (id: CheckId, story: Story, phase?: string): string => finding(id, story, phase).state;

const inBurst = (seen: Partial<ReturnType<typeof phaseSeen>>): Story => ({
  observations: { phases: PHASES.map((name) => ({ ...phaseSeen(name), ...(name === 'burst' ? seen : {}) })) },
});
const changed = (values: readonly PopulationValue[], phase: string, population: string, factor: number) =>
  values.map((each) =>
    each.phase === phase && each.population === population ? { ...each, value: each.value * factor } : each,
  );

describe('validity', () => {
  it('finds nothing wrong with a healthy run', () => {
    expect(checkValidity(rehearsal()).filter((check) => check.state !== 'ok')).toEqual([]);
  });

  it.each([
    { lateShare: 0.01, want: 'ok' },
    { lateShare: 0.0101, want: 'broken' },
  ])('finds late ticks $want when $lateShare of them are over 100 ms', ({ lateShare, want }) => {
    expect(state('ticks-on-time', inBurst({ tickLag: lags(10_000, 10_000 * lateShare) }), 'burst')).toBe(
      want,
    );
  });

  it.each([
    { lateShare: 0.01, want: 'ok' },
    { lateShare: 0.0101, want: 'broken' },
  ])(
    'finds late sends $want when $lateShare of them are over 100 ms with slots free',
    ({ lateShare, want }) => {
      const sendLag = { generator: lags(10_000, 10_000 * lateShare), slot: lags(0) };
      expect(state('sends-on-time', inBurst({ sendLag }), 'burst')).toBe(want);
    },
  );

  it.each([
    { own: 0, want: 'ok' },
    { own: 10, want: 'ok' },
    { own: 11, want: 'broken' },
    { own: 10_000, want: 'broken' },
  ])('finds $own failures of the generator itself among 10,000 sends $want', ({ own, want }) => {
    const story = inBurst({ ownFailures: own, sendLag: { generator: lags(9000), slot: lags(1000, 1000) } });
    expect(state('own-failures', story, 'burst')).toBe(want);
    expect(state('own-failures', story, 'warm-up')).toBe('ok');
  });

  it('says how often the generator failed, and where to read why', () => {
    const sendLag = { generator: lags(10_000), slot: lags(0) };
    expect(finding('own-failures', inBurst({ ownFailures: 300, sendLag }))).toMatchObject({
      figure: 0.03,
      limit: 0.001,
      reason:
        'the generator itself failed to send 300 of 10,000 requests, limit 0.1 %; see k6-console.log for the reason',
    });
  });

  it('never blames the generator for sends that waited for a slot', () => {
    const story = inBurst({ sendLag: { generator: lags(500), slot: lags(9000, 9000) } });
    expect(checkValidity(rehearsal(story)).every((check) => check.state === 'ok')).toBe(true);
  });

  it('calls a phase without recorded ticks or sends broken, not fine', () => {
    const story = inBurst({ tickLag: lags(0), sendLag: { generator: lags(0), slot: lags(0) } });
    expect(finding('ticks-on-time', story, 'burst')).toMatchObject({
      state: 'broken',
      reason: 'no tick was recorded',
    });
    expect(finding('sends-on-time', story, 'burst')).toMatchObject({
      state: 'broken',
      reason: 'no send was recorded',
    });
  });

  it('names a tick lag beyond the last bucket without a number', () => {
    const tickLag = {
      buckets: [
        { leSeconds: 10, count: 1 },
        { leSeconds: null, count: 100 },
      ],
    };
    expect(finding('ticks-on-time', inBurst({ tickLag }))).toMatchObject({
      figure: null,
      reason: 'tick lag p99 over 10 s, limit 100 ms',
    });
  });

  it.each([
    { factor: 0.975, want: 'ok' },
    { factor: 0.96, want: 'broken' },
  ])('finds a crowd of $factor of the plan $want, though it obeys Little’s law', ({ factor, want }) => {
    const story: Story = {
      observations: {
        shopperSeconds: changed(healthy.shopperSeconds, 'burst', 'browsers', factor),
        intendedByPopulation: changed(healthy.intendedByPopulation, 'burst', 'browsers', factor),
      },
    };
    expect(state('crowd-held', story)).toBe(want);
    expect(state('littles-law', story)).toBe('ok');
  });

  it.each([
    {
      what: 'unsent and failed requests',
      story: { steps: { 'burst · order.create': { unsent: 5, failed: 7 } } },
      want: 'ok',
    },
    { what: 'a clock that jumped', id: 'clock-steady', story: { events: ['clock-jumped'] }, want: 'broken' },
    { what: 'a full disk', id: 'series-complete', story: { events: ['disk-full'] }, want: 'broken' },
    {
      what: 'a counter that fell',
      id: 'series-complete',
      story: { observations: { brokenSeries: ['k6_carnival_responses_total{step="home.view"}'] } },
      want: 'broken',
    },
    {
      what: 'a dead generator',
      id: 'generator-ended',
      story: { events: ['generator-died'] },
      want: 'broken',
    },
    {
      what: 'a signal to k6',
      id: 'generator-ended',
      story: { observations: { generator: { ...healthy.generator, signal: 'SIGKILL', exitCode: null } } },
      want: 'broken',
    },
    {
      what: 'a script exception of k6',
      id: 'generator-ended',
      story: { observations: { generator: { ...healthy.generator, exitCode: 107 } } },
      want: 'broken',
    },
    {
      what: 'a phase without VUs',
      id: 'vus-finished',
      story: { observations: { phases: [phaseSeen('burst')] } },
      want: 'broken',
    },
    { what: 'a dead shop', story: { events: ['shop-died', 'shop-restarted', 'note'] }, want: 'ok' },
  ] as const satisfies readonly { what: string; id?: CheckId; story: Story; want: string }[])(
    'is $want for $what',
    (row) => {
      const brokenIds = checkValidity(rehearsal(row.story)).flatMap(({ id, state }) =>
        state === 'broken' ? [id] : [],
      );
      if ('id' in row) expect(brokenIds).toContain(row.id);
      else expect(brokenIds).toEqual([]);
    },
  );

  it.each([
    { what: 'no send waited', slot: 0, inFlightMax: 500, want: 'ok' },
    { what: 'sends waited', slot: 1, inFlightMax: 500, want: 'broken' },
    { what: 'sends waited at a bound that has room', slot: 1, inFlightMax: 960, want: 'ok' },
    { what: 'sends waited at a bound that is one short', slot: 1, inFlightMax: 959, want: 'broken' },
  ])('finds an in-flight bound of $inFlightMax $want when $what', ({ slot, inFlightMax, want }) => {
    const story = inBurst({ sendLag: { generator: lags(100), slot: lags(slot) } });
    const generator = { ...rehearsal().plan.generator, inFlightMax };
    expect(state('in-flight-bound', { ...story, plan: { generator } })).toBe(want);
  });

  it('needs slots for the busiest second, herds included', () => {
    const story: Story = {
      ...inBurst({ sendLag: { generator: lags(9), slot: lags(9) } }),
      forecast: { requestsPerSecondMax: 1000 },
    };
    expect(finding('in-flight-bound', story).reason).toMatch(/raise generator.inFlightMax to 2,400$/);
  });

  it('does not run checks that need counters when there are none', () => {
    const checks = checkValidity(rehearsal({ observations: { missing: 'connection refused', phases: [] } }));
    expect(checks.filter((check) => check.state === 'broken').map(({ id }) => id)).toEqual([
      'series-complete',
    ]);
    expect(checks.find(({ id }) => id === 'ticks-on-time')!.reason).toBe('not checked: no data');
  });
});
