import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { follow, syncReader } from './controller-log.ts';

const line = (ts: number, msg: string, other: object = {}): string => JSON.stringify({ ts, msg, ...other });
const TARGET = { scaleTarget: 'Deployment/shop/web' };

it('finds a sync that leaves the count as it is, at the moment of its decision', () => {
  const read = syncReader();
  expect(read(line(1000.5, 'Proposing desired replicas', TARGET))).toBeNull();
  expect(read(line(1001, 'Decided not to scale', TARGET))).toEqual({
    namespace: 'shop',
    atMs: 1000.5,
    writeMs: 0,
  });
});

it('finds how long a sync took to write a new count', () => {
  const read = syncReader();
  read(line(1000, 'Proposing desired replicas', TARGET));
  read(line(1001, 'Proposing desired replicas', { scaleTarget: 'Deployment/other/web' }));
  const HPA = { name: 'web', namespace: 'shop' };
  expect(read(line(1004.25, 'Successfully rescaled', { HPA }))).toEqual({
    namespace: 'shop',
    atMs: 1000,
    writeMs: 4.25,
  });
});

it('finds a sync without a decision: out of bounds, or without a metric', () => {
  const read = syncReader();
  const HPA = { name: 'web', namespace: 'shop' };
  const at7 = { namespace: 'shop', atMs: 7, writeMs: 0 };
  expect(read(line(7, 'Successfully rescaled', { HPA }))).toEqual(at7);
  const err =
    'failed to compute desired number of replicas based on listed metrics for Deployment/shop/web: invalid metrics';
  expect(read(line(7, 'Unhandled Error', { err }))).toEqual(at7);
});

it('passes over all other lines', () => {
  const read = syncReader();
  expect(read('I1126 text')).toBeNull();
  expect(read(line(1, 'Unhandled Error', { err: 'invalid metrics (1 invalid out of 2)' }))).toBeNull();
});

it('follows a file in whole lines', async () => {
  const file = join(temporaryFolder(), 'log');
  await writeFile(file, 'first\nsec');
  const seen: string[] = [];
  const following = follow(
    file,
    (text) => seen.push(text),
    () => seen.length === 3,
  );
  await appendFile(file, 'ond\nthird\nrest');
  await following;
  expect(seen).toEqual(['first', 'second', 'third']);
});
