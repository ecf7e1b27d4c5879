import { describe, expect, it } from 'vitest';
import { parseBytes, parseCpuSeconds, sumUse, type Usage } from './use.ts';

describe('reading /proc', () => {
  const stat = (name: string, userTicks: number, systemTicks: number) =>
    `4242 (${name}) S 1 4242 4242 0 -1 4194304 100 0 0 0 ${userTicks} ${systemTicks} 9 9 20 0 8 0 123 456 789`;
  const cases = [
    { given: 'a plain name', text: stat('k6', 1234, 66), want: 13 },
    { given: 'a name with spaces and parentheses', text: stat('a) S (b c', 100, 50), want: 1.5 },
    { given: 'no file', text: null, want: null },
    { given: 'half a line', text: '4242 (k6) S 1 4242', want: null },
  ];
  it.each(cases)('adds user and system time of $given', ({ text, want }) => {
    expect(parseCpuSeconds(text)).toBe(want);
  });

  const status = 'Name:\tk6\nVmPeak:\t  999 kB\nVmHWM:\t  2048 kB\nThreads:\t8\n';
  it.each([
    { given: 'the line that was asked for', text: status, name: 'VmHWM', want: 2 * 1024 * 1024 },
    { given: 'no such line, as of a zombie', text: 'Name:\tk6\n', name: 'VmHWM', want: null },
    {
      given: 'another line that starts alike',
      text: 'Pss_Anon:   4 kB\nPss:   8 kB\n',
      name: 'Pss',
      want: 8192,
    },
    { given: 'no file', text: null, name: 'Pss', want: null },
  ])('reads bytes from $given', ({ text, name, want }) => {
    expect(parseBytes(text, name)).toBe(want);
  });
});

describe('the tally', () => {
  const usage = (cpuSeconds: number | null, rssBytesMax: number | null, pssBytes: number | null): Usage => ({
    cpuSeconds,
    rssBytesMax,
    pssBytes,
    ownBytes: null,
  });

  it('keeps the highest sum of one sample, not the sum of highs of different times', () => {
    const sum = sumUse();
    const samples = [
      [100, 10],
      [60, 60],
      [10, 100],
    ] as const;
    for (const [one, two] of samples) {
      sum.add(
        new Map([
          [1, usage(0, 0, one)],
          [2, usage(0, 0, two)],
        ]),
      );
    }
    expect(sum.allPssBytesMax()).toBe(120);
  });

  it('counts CPU from the watch’s start, all of it for later processes, and keeps that of ended ones', () => {
    const sum = sumUse();
    sum.add(new Map([[1, usage(5, 1, 1)]]));
    sum.add(
      new Map([
        [1, usage(7, 1, 1)],
        [2, usage(3, 1, 1)],
      ]),
    );
    sum.add(
      new Map([
        [1, usage(8, 1, 1)],
        [2, usage(null, null, null)],
      ]),
    );
    expect(sum.allCpuSeconds()).toBe(3 + 3);
    expect(sum.processes.get(2)).toEqual({ cpuSeconds: 3, rssBytesMax: 1 });
  });

  it('knows nothing where nothing can be read', () => {
    const sum = sumUse();
    sum.add(new Map([[1, usage(null, null, null)]]));
    expect(sum.allCpuSeconds()).toBeNull();
    expect(sum.allPssBytesMax()).toBeNull();
  });
});
