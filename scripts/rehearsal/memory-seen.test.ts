import { expect, it } from 'vitest';
import { memorySeen } from './memory-seen.ts';

const life = (fromSeconds: number, seconds: number, bytes: number) =>
  Array.from({ length: seconds + 1 }, (_, i) => ({ atMs: (fromSeconds + i) * 1000, bytes: bytes + i }));

it('a process that was started again is one process, told by its longest life', () => {
  const processes = [
    { name: 'shop north', pid: 1 },
    { name: 'k6', pid: 2 },
    { name: 'shop north', pid: 3 },
    { name: 'shop north', pid: 4 },
  ];
  const memory = new Map([
    [1, life(0, 20, 1000)],
    [2, life(0, 1200, 5000)],
    [3, life(30, 400, 2000)],
    [4, life(500, 10, 3000)],
  ]);
  const [north, k6, ...others] = memorySeen(processes, memory);
  expect(others).toEqual([]);
  expect(north).toMatchObject({
    ...{ process: 'shop north', lives: 3, lifeSeconds: 400 },
    ...{ firstBytes: 2000, lastBytes: 2400 },
  });
  expect(north!.growth!.bytesPerHour).toBeCloseTo(3600, 6);
  expect(k6).toMatchObject({ process: 'k6', lives: 1, lifeSeconds: 1200 });
});

it('the growth of one that lived too short is not told, and one whose memory could not be read is left out', () => {
  const processes = [
    { name: 'shop north', pid: 1 },
    { name: 'k6', pid: 2 },
  ];
  expect(memorySeen(processes, new Map([[1, life(0, 20, 1000)]]))).toEqual([
    {
      ...{ process: 'shop north', lives: 1, lifeSeconds: 20 },
      ...{ firstBytes: 1000, lastBytes: 1020, growth: null },
    },
  ]);
});
