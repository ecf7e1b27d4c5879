import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchRoom } from './watch-room.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const PLENTY = 1e12;
const LITTLE = 1e6;

it('a disk that fills up is told once, however long it stays full', async () => {
  const told: string[] = [];
  const free = [PLENTY, LITTLE, LITTLE, LITTLE];
  const end = watchRoom(
    '/runs',
    (reason) => told.push(reason),
    async () => free.shift() ?? LITTLE,
  );
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(told).toEqual(["the disk of the run's folder has 1 MB left: the shop writes nothing more"]);
  end();
});

it('a disk that cannot be asked, or is full only after the watch has ended, is not told', async () => {
  const told: string[] = [];
  const ends = [
    watchRoom(
      '/runs',
      (reason) => told.push(reason),
      () => Promise.reject(new Error('gone')),
    ),
    watchRoom(
      '/runs',
      (reason) => told.push(reason),
      () => Promise.resolve(LITTLE),
    ),
  ];
  ends[1]!();
  await vi.advanceTimersByTimeAsync(3000);
  expect(told).toEqual([]);
  ends[0]!();
});
