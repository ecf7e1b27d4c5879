import { describe, expect, it } from 'vitest';
import { MEASURED, measuredWith } from '../testing/measured-bench.ts';
import {
  BURST_CPU_SECONDS_BEFORE,
  costsOf,
  cpuOf,
  isMet,
  memoryOf,
  type Ratio,
  ratiosOf,
} from './figures.ts';

const ratio = (measured: typeof MEASURED, what: RegExp): Ratio => {
  const found = ratiosOf(measured).find((each) => what.test(each.what));
  if (found === undefined) throw new Error(`no ratio is called ${what}`);
  return found;
};

describe('memory', () => {
  it('a shopper is what each one more adds, and the base is what is left without any', () => {
    const { bytesPerShopper, bytesBase, bytesTotal, shoppersPerGb } = memoryOf(MEASURED, 'crowd');
    expect(bytesPerShopper).toBe(50);
    expect(bytesBase).toBe(100_000_000);
    expect(bytesTotal).toBe(200_000_000);
    expect(shoppersPerGb).toBe(20_000_000);
  });

  it('of plain k6 at two million is extrapolated, base included', () => {
    expect(memoryOf(MEASURED, 'defaults').bytesTotal).toBe(80_000_000 + 2_000_000 * 200_000);
  });

  it('is compared by shoppers per GB: the larger figure is the better one', () => {
    expect(ratio(MEASURED, /^shoppers per GB, crowd to k6 at its defaults/).value).toBe(4000);
    expect(ratio(MEASURED, /^the same in total/).value).toBeCloseTo(400_080 / 200, 6);
  });
});

describe('CPU', () => {
  it('a request is counted round by round', () => {
    expect(cpuOf(MEASURED, 'crowd')).toEqual([0.0001, 0.0003]);
  });

  it('is compared within a round, so that a busy round counts for both sides', () => {
    expect(ratio(MEASURED, /^CPU a request, crowd to k6 at its defaults/).value).toBeCloseTo(0.5, 9);
  });
});

describe('the default rehearsal', () => {
  it('is compared with what a request of its burst cost before, in its rounds at full size', () => {
    expect(ratio(MEASURED, /^CPU a request of everything in the default burst/).value).toBeCloseTo(
      1.7 / 4000 / BURST_CPU_SECONDS_BEFORE,
      9,
    );
  });

  it.each([
    {
      what: /^requests\/s of the default plan at pace 20 and without drills, best 60 s/,
      value: 5000,
      met: true,
    },
    { what: /^all cores in its burst/, value: 0.6, met: true },
    { what: /^memory of everything in it, MB/, value: 700, met: true },
  ])('has a line for $what', ({ what, value, met }) => {
    expect(ratio(MEASURED, what).value).toBe(value);
    expect(isMet(ratio(MEASURED, what))).toBe(met);
  });
});

describe('a target', () => {
  it.each([
    { given: 'at the limit', value: 0.8, target: { atMost: 0.8 }, want: true },
    { given: 'above what it may be', value: 0.81, target: { atMost: 0.8 }, want: false },
    { given: 'at the limit', value: 400, target: { atLeast: 400 }, want: true },
    { given: 'below what it must be', value: 399, target: { atLeast: 400 }, want: false },
    { given: 'not set', value: 1, target: null, want: null },
  ] as const)('$given, $value, is met: $want', ({ value, target, want }) => {
    expect(isMet({ what: '', unit: '×', value, target })).toBe(want);
  });
});

describe('the costs for the forecast', () => {
  it('take what is used whatever the load apart from what a request adds', () => {
    const costs = costsOf(MEASURED);
    expect(costs.generatorCoresIdle).toBe(0.1);
    expect(costs.generatorCpuSecondsPerRequest).toBe(0.0002);
    expect(costs.allCpuSecondsPerRequest).toBe(0.0004);
  });

  it('take memory from a whole rehearsal of the default plan, its shoppers left out', () => {
    const { bytesPerShopper, generatorBytesBase, allBytesBase } = costsOf(MEASURED);
    expect(bytesPerShopper).toBe(50);
    expect(generatorBytesBase).toBe(300_000_000 - 2_000_000 * 50);
    expect(allBytesBase).toBe(700_000_000 - 2_000_000 * 50);
  });

  it('never say that an idle generator gives time back', () => {
    const [low, high] = MEASURED.rehearsals;
    const costs = costsOf(
      measuredWith({
        rehearsals: [
          { ...low!, generatorCores: 0.05 },
          { ...high!, generatorCores: 0.9 },
        ],
      }),
    );
    expect(costs.generatorCoresIdle).toBe(0);
    expect(costs.generatorCpuSecondsPerRequest).toBe(0.000215);
  });
});

it('says how far the forecast of a whole run was off, to either side', () => {
  const off = (generatorCpuSeconds: number) =>
    ratiosOf({ ...MEASURED, wholeRun: { ...MEASURED.wholeRun, generatorCpuSeconds } }).find(({ what }) =>
      what.includes('forecast'),
    )!;
  expect(off(13.2).value).toBeCloseTo(0.1, 9);
  expect(off(10.8).value).toBeCloseTo(0.1, 9);
  expect([off(15).unit, isMet(off(14.9)), isMet(off(15.1)), isMet(off(8.9))]).toEqual([
    'share',
    true,
    false,
    false,
  ]);
});
