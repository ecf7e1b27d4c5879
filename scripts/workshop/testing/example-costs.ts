/** Round costs, for the tests of what is made of them. */
import type { Costs } from '../../forecast/costs.ts';

export const EXAMPLE_COSTS: Costs = {
  machine: 'a test',
  measuredOn: '2026-11-22',
  generatorCpuSecondsPerRequest: 0.0002,
  generatorCoresIdle: 0.2,
  allCpuSecondsPerRequest: 0.0008,
  bytesPerShopper: 60,
  generatorBytesBase: 50_000_000,
  allBytesBase: 500_000_000,
};
