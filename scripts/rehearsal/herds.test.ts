import { expect, it } from 'vitest';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { herdsOf } from './herds.ts';

it('a herd is known by its phase, its own steps and its release; a phase without one has none', () => {
  const { plan, forecast } = rehearsal();
  const [herd, ...others] = herdsOf(plan, forecast);
  expect(herd).toMatchObject({ phase: 'flash-sale', step: 'flash.take' });
  expect(herd!.atMs).toBeGreaterThan(0);
  expect(others).toEqual([]);
});
