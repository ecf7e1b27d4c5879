import type { ScaleOutDrillWords } from './words.ts';

export const scaleOutDrill = {
  heading: {
    drill: 'SCALE-OUT DRILL',
    verdict: 'VERDICT',
    figures: 'SIMULATED × MEASURED',
    course: 'COURSE',
    notes: 'NOTES',
  },
  about: ({ plan, autoscaler, min, max, sync, level, first, needed, draws, seed }) =>
    `${plan}: up to ${level} requests/s, which take ${needed} replicas · ${autoscaler}, ${min} to ${max}, a sync each ${sync} s, ${first} before the burst · ${draws} draws, seed ${seed}`,
  begins: ({ plan, seconds, draws }) =>
    `Simulated ${draws} draws of ${plan}; now it is rehearsed for ${seconds} s, with an autoscaler.`,
  verdict: {
    agree: 'The simulation agrees with what happened.',
    differ: 'The simulation does not agree with what happened.',
    'cannot-tell': 'It cannot be told whether the simulation is right.',
  },
  differs: (figures) => `It differs in: ${figures}.`,
  figure: {
    'to-capacity': 'time to capacity',
    'seconds-out': 'out of the objective',
    'replicas-most': 'replicas at most',
  },
  column: {
    figure: 'figure',
    simulated: 'simulated',
    agrees: 'agrees from',
    measured: 'measured',
    verdict: 'verdict',
  },
  spread: (median, lower, upper) => (lower === upper ? median : `${median} (${lower} to ${upper})`),
  range: (from, until) => `${from} to ${until}`,
  seconds: (seconds) => `${seconds} s`,
  never: 'never',
  cell: { agrees: 'agrees', differs: 'differs' },
  note: {
    interval: ({ share, sync, counted }) =>
      `Simulated: the median, and where ${share} of the draws lie. What is measured agrees within that interval, and so much beyond it: one sync period (${sync} s) for the time to capacity, ${counted} s for seconds out of the objective, which both sides count whole, and one replica.`,
    objective: (share, seconds) =>
      `A second is out of the objective if fewer than ${share} of its requests are answered within ${seconds} s. The time to capacity begins when the demand exceeds what the first replicas carry, and ends when ready replicas carry the burst.`,
    run: (folder) => `The run: ${folder}`,
    cluster:
      'The replicas are those of a cluster, watched through kubectl; the cluster decides when it looks, and nobody here knows its clock.',
  },
  chart: {
    title: 'Simulated and measured: what ready replicas carry',
    says: 'The draw in the middle, and over it what happened. Red: demand that ready replicas did not carry.',
    demand: 'demand',
    asked: 'asked for, measured',
    simulated: 'ready, simulated',
    measured: 'ready, measured',
    missing: 'gap, measured',
    burst: 'burst',
  },
  page: {
    title: 'Was the simulation of the scale-out right?',
    tab: (plan) => `Scale-out drill · ${plan}`,
  },
} as const satisfies ScaleOutDrillWords;
