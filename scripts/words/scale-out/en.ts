import type { ScaleOutWords } from './words.ts';

export const scaleOut = {
  begins: ({ plan, draws, strategies }) =>
    `Simulating the burst of ${plan}: ${draws} draws of each of ${strategies} strategies, and as many of a steeper burst.`,
  progress: ({ part, done, parts }) => `${done} of ${parts} parts done; next: ${part}.`,
  search: 'the least pre-warm',
  heading: {
    scaleOut: 'SCALE-OUT',
    answer: 'ANSWER',
    course: 'COURSE',
    strategies: 'STRATEGIES',
    steep: 'STEEPER',
    notes: 'NOTES',
  },
  about: ({ plan, phase, peak, draws, seed, autoscaler, min, max, first }) =>
    `${plan}, ${phase}: up to ${peak} requests/s · ${autoscaler}, ${min} to ${max}, ${first} before the burst · ${draws} draws, seed ${seed}`,
  spread: (median, lower, upper) => (lower === upper ? median : `${median} (${lower} to ${upper})`),
  spreads: 'Each figure is the median; in brackets, from where to where nine of ten draws lie.',
  alone: ({ minutes, held, orders, arrives }) =>
    `The autoscaler alone ${arrives ? 'arrives in time' : 'does not arrive in time'}: ` +
    `it misses the objective for ${minutes} ${minutes === '1' ? 'minute' : 'minutes'}, holds it in ${held} of the draws, and loses ${orders} orders.`,
  preWarm: ({ replicas, clock, minutes, isBefore, held, error }) =>
    `Ask for at least ${replicas} replicas at ${clock} at the latest, ${minutes} minute${minutes === '1' ? '' : 's'} ${isBefore ? 'before' : 'after'} the burst begins: ` +
    `then the objective holds in ${held} of the draws (chance: ± ${error}).`,
  nothingToDo: (held) =>
    `Nothing need be done beforehand: the objective holds in at least ${held} of the draws.`,
  noPreWarm: (limit, held) =>
    `No pre-warm is enough: with ${limit} replicas, the most that may be simulated, the objective holds in fewer than ${held} of the draws.`,
  steep: ({ factor, alone, held, instead }) =>
    `If the burst is ${factor} times as steep, the autoscaler alone misses it for ${alone} ${alone === '1' ? 'minute' : 'minutes'}` +
    `${held === null ? '' : `, and that pre-warm holds in ${held} of the draws`}.` +
    (instead === null
      ? ''
      : instead.isSame
        ? ' The same pre-warm is enough.'
        : ` For that, ask for ${instead.replicas} at ${instead.clock} at the latest.`),
  strategy: {
    autoscaler: 'autoscaler alone',
    'pre-warmed': 'pre-warmed',
    scheduled: 'scheduled',
    'over-provisioned': 'over-provisioned',
    'shed-first': 'shed first',
    'goal-rule': 'at 60 % of the goal',
    'emergency-call': 'emergency call',
  },
  column: {
    strategy: 'strategy',
    held: 'holds',
    minutes: 'minutes out',
    late: 'late',
    failed: 'failed',
    orders: 'orders lost',
    lost: 'worth',
    hours: 'replica-hours',
    cost: 'cost',
  },
  steepColumn: (factor) => `${factor}× as steep`,
  none: 'none is enough',
  note: {
    hold: (share, seconds) =>
      `A draw holds the objective if in every minute ${share} of the requests are answered within ${seconds} s. Capacity was measured at that; who waits for a later second is late.`,
    shoppers: ({ timeout, retry, after, orders }) =>
      `Shoppers give up after ${timeout} s. Of those who fail, ${retry} ask again, after ${after} s on average; each of the others would have placed ${orders} orders.`,
    rise: (minutes) => `The plan's crowd is there at once; here it comes evenly over ${minutes} minutes.`,
    schedule: (replicas, utilisation, minutes) =>
      `Scheduled and over-provisioned: ${replicas} replicas, at ${utilisation} of what they carry at the peak; the schedule begins ${minutes} minutes before the burst.`,
    maximum: (most, needed) =>
      `The autoscaler may have ${most} replicas at most, and the peak takes ${needed} with headroom: raise its maximum.`,
    beyond: (farthest) =>
      `More than ${farthest} replicas were asked for in some draws. Nobody has measured so many: all that is beyond carries nothing here.`,
    noOrderValue: 'An order has no known value: --order-value gives it one.',
    noPrice: 'Replica-hours have no price: --prices names it.',
  },
  chart: {
    title: 'Demand, what was asked for, and what was ready',
    says: 'The autoscaler alone, in the draw that lies in the middle. Red: demand that ready replicas cannot carry.',
    demand: 'demand',
    asked: 'asked for',
    ready: 'ready',
    missing: 'gap',
    burst: 'burst',
    begin: 'pre-warm',
  },
  page: {
    title: 'Does the scale-out arrive in time?',
    tab: (name) => `Scale-out · ${name}`,
    written: (folder) => `Files: ${folder}`,
  },
} as const satisfies ScaleOutWords;
