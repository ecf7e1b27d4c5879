import { expect, it } from 'vitest';
import { drillOf } from '../../scenarios/testing/drill.ts';
import { arriving, planOf } from '../../scenarios/testing/world.ts';
import { en } from '../words/en.ts';
import { printDrills } from './print-drills.ts';

it('a plan without drills prints none', () => {
  expect(printDrills(planOf(60, [arriving(10)]), en)).toEqual([]);
});

it('each drill is told with its times, its place and what goes wrong', () => {
  const killed = drillOf({
    name: 'north-killed',
    at: { phase: 'burst', minute: 40 },
    where: { process: 'north' },
    fault: { kind: 'kill' },
  });
  const plan = planOf(60, [arriving(10)], { drills: [drillOf(), killed] });
  expect(printDrills(plan, en)).toEqual([
    '  drill               phase             at   fault  recovery',
    '  bank-down           burst           11 s     5 s       3 s',
    '    bank in north (payment.pay): error=1; 0 expectations',
    '  north-killed        burst           41 s     5 s       3 s',
    '    process north: killed with -9 and restarted; 0 expectations',
    '  Requests in these times and places are judged by what the drill expects, all others by the plan.',
  ]);
});
