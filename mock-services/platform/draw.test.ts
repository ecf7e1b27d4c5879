import { expect, it } from 'vitest';
import { fnv1a } from '../../scenarios/targets/mock-shop/fnv1a.ts';
import { draw } from './draw.ts';

const SUBJECTS = Array.from({ length: 20_000 }, (_, n) => `s${n}`);

it('hashes as FNV-1a does', () => {
  expect(fnv1a('')).toBe(0x811c9dc5);
  expect(fnv1a('foobar')).toBe(0xbf9cf968);
});

it('draws the same again, and evenly over ids that hardly differ', () => {
  const below = SUBJECTS.filter((subject) => draw('test', subject) < 0.82);
  expect(below).toEqual(SUBJECTS.filter((subject) => draw('test', subject) < 0.82));
  expect(below.length / SUBJECTS.length).toBeCloseTo(0.82, 2);
});

it('draws for one purpose independently of another', () => {
  const first = SUBJECTS.filter((subject) => draw('first', subject) < 0.5);
  const both = first.filter((subject) => draw('second', subject) < 0.5);
  expect(both.length / first.length).toBeCloseTo(0.5, 1);
});
