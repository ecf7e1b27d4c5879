import { describe, expect, it } from 'vitest';
import { PHASE_SECONDS } from '../workshop/testing/small-plan.ts';
import { phaseSeen, rehearsal, second } from '../workshop/testing/small-rehearsal.ts';
import { whatWasProven } from './proven.ts';

const healthy = rehearsal();
const secondsOfWarmUp = (orders: (i: number) => number, shoppers: (i: number) => number = () => 3000) =>
  Array.from({ length: PHASE_SECONDS }, (_, i) => second(i, { ordersOk: orders(i), shoppers: shoppers(i) }));

describe('what a run has proven', () => {
  it('is read from each phase', () => {
    expect(whatWasProven(healthy).phases).toEqual([
      {
        phase: 'warm-up',
        seconds: 100,
        shoppersMean: 3000,
        shoppersSending: 1600,
        requestsPerSecond: 116,
        ordersPerSecond: 0,
        sendLagMsP99: 100,
        cpuShare: 0.2,
      },
      {
        phase: 'burst',
        seconds: 100,
        shoppersMean: 3000,
        shoppersSending: 12_000,
        requestsPerSecond: 340,
        ordersPerSecond: 120,
        sendLagMsP99: 100,
        cpuShare: 0.6,
      },
      {
        phase: 'flash-sale',
        seconds: 100,
        shoppersMean: 3000,
        shoppersSending: 600,
        requestsPerSecond: 106,
        ordersPerSecond: 0,
        sendLagMsP99: 100,
        cpuShare: null,
      },
    ]);
  });

  it('has machine figures beside it', () => {
    expect(whatWasProven(healthy)).toMatchObject({
      shoppersMax: 3000,
      shoppersSending: 14_200,
      generatorRssBytesMax: 281e6,
      allPssBytesMax: 512e6,
      cpuShare: 300 / 620,
    });
  });

  it('counts no order of a phase that another one has placed meanwhile', () => {
    const { phases } = whatWasProven(healthy);
    for (const { ordersPerSecond, requestsPerSecond } of phases)
      expect(ordersPerSecond).toBeLessThanOrEqual(requestsPerSecond);
  });

  it('finds the best seconds wherever they begin', () => {
    const seconds = secondsOfWarmUp((i) => (i >= 17 && i < 47 ? 100 : 10));
    const { ordersPerSecondBest, requestsPerSecondBest } = whatWasProven(
      rehearsal({ observations: { seconds } }),
    );
    expect(ordersPerSecondBest).toBe(100);
    expect(requestsPerSecondBest).toBe(200);
  });

  it.each([
    { runSeconds: 300, want: 60 },
    { runSeconds: 119, want: 30 },
    { runSeconds: 39, want: 10 },
    { runSeconds: 10, want: 5 },
    { runSeconds: 9, want: 9 },
  ])('takes $want s of a run of $runSeconds s, without its beginning and end', ({ runSeconds, want }) => {
    const seconds = Array.from({ length: runSeconds }, (_, i) => second(i, { ordersOk: 30 }));
    expect(whatWasProven(rehearsal({ observations: { seconds } }))).toMatchObject({
      bestSeconds: want,
      ordersPerSecondBest: 30,
    });
  });

  it('finds the longest stretch in which the crowd was whole, and its orders', () => {
    const isWhole = (i: number): boolean => (i >= 10 && i < 20) || (i >= 30 && i < 71);
    const seconds = secondsOfWarmUp(
      (i) => (i >= 30 && i < 71 ? 60 : 5),
      (i) => (isWhole(i) ? 2998 : 2996),
    );
    const { heldTogether } = whatWasProven(rehearsal({ observations: { seconds } }));
    expect(heldTogether).toEqual({
      phase: 'warm-up',
      shoppersPlanned: 3000,
      shoppersMin: 2998,
      seconds: 41,
      ordersPerHour: 60 * 3600,
    });
  });

  it('says so when the crowd was never whole, or nothing was seen', () => {
    const seconds = secondsOfWarmUp(
      () => 1,
      () => 2000,
    );
    expect(whatWasProven(rehearsal({ observations: { seconds } })).heldTogether).toBeNull();
    const nothing = whatWasProven(rehearsal({ observations: { seconds: [], phases: [] } }));
    expect(nothing).toMatchObject({ heldTogether: null, shoppersMax: 0, requestsPerSecondBest: 0 });
    expect(nothing.phases[0]).toMatchObject({ seconds: 0, requestsPerSecond: 0, sendLagMsP99: null });
  });

  it('stays plain data when lag lies beyond the last bucket', () => {
    const late = {
      buckets: [
        { leSeconds: 10, count: 0 },
        { leSeconds: null, count: 9 },
      ],
    };
    const phases = [{ ...phaseSeen('burst'), sendLag: { generator: late, slot: late } }];
    expect(whatWasProven(rehearsal({ observations: { phases } })).phases[1]!.sendLagMsP99).toBeNull();
  });
});
