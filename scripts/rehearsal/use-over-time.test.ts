import { describe, expect, it } from 'vitest';
import { CpuSeries } from '../machine/processes/cpu-series.ts';
import { useOverTime } from './use-over-time.ts';

const ZERO_MS = 1_000_000;
const SLICES = { slices: 4, sliceSeconds: 2 };

/** A point a second: it uses so much of a core, and holds so many bytes. */
function life(fromSeconds: number, seconds: number, coreShare: number, bytes: number) {
  const cpu = new CpuSeries();
  const memory = [];
  for (let i = 0; i <= seconds; i++) {
    const atMs = ZERO_MS + (fromSeconds + i) * 1000;
    cpu.add(atMs, i * coreShare);
    memory.push({ atMs, bytes });
  }
  return { cpu, memory };
}

function watched(lives: Readonly<Record<string, ReturnType<typeof life>>>) {
  const named = Object.entries(lives).map(([name, its], i) => ({
    name: name.split('#')[0]!,
    pid: i + 1,
    its,
  }));
  return {
    processes: named.map(({ name, pid }) => ({ name, pid })),
    used: {
      cores: 2,
      cpu: {
        all: new CpuSeries(),
        machine: new CpuSeries(),
        byProcess: new Map(named.map(({ pid, its }) => [pid, its.cpu])),
      },
      memory: new Map(named.map(({ pid, its }) => [pid, its.memory])),
    },
  };
}

describe('what the processes of a run used', () => {
  it('is a share of all cores, and what each holds', () => {
    const [generator, ...others] = useOverTime(watched({ k6: life(-3, 20, 1, 5e8) }), ZERO_MS, SLICES);
    expect(others).toEqual([]);
    expect(generator).toEqual({
      role: 'generator',
      cpuShare: [0.5, 0.5, 0.5, 0.5],
      memoryBytes: [5e8, 5e8, 5e8, 5e8],
    });
  });

  it('is that of all regions together, and a region that was killed uses nothing until it is back', () => {
    const [shop] = useOverTime(
      watched({
        'shop east': life(0, 8, 0.5, 100),
        'shop north#1': life(0, 2, 1, 50),
        'shop north#2': life(6, 2, 1, 70),
      }),
      ZERO_MS,
      SLICES,
    );
    expect(shop!.role).toBe('shop');
    expect(shop!.cpuShare).toEqual([0.75, 0.25, 0.25, 0.75]);
    expect(shop!.memoryBytes).toEqual([150, 150, 170, 170]);
  });

  it('is unknown where nobody looked: before a process began, and after the last look', () => {
    const [command] = useOverTime(watched({ carnival: life(4, 2.2, 1, 9) }), ZERO_MS, SLICES);
    expect(command).toEqual({
      role: 'command',
      cpuShare: [null, null, 0.5, null],
      memoryBytes: [null, 9, 9, 9],
    });
  });

  it('of what a drill has started is told apart, and nothing is told of what was never read', () => {
    const use = useOverTime(watched({ 'drill bank-down': life(0, 8, 2, 1) }), ZERO_MS, SLICES);
    expect(use.map(({ role }) => role)).toEqual(['others']);
    expect(useOverTime({ ...watched({}), processes: [{ name: 'k6', pid: 9 }] }, ZERO_MS, SLICES)).toEqual([]);
  });
});
