import type { ForecastWords } from './words.ts';

const counted = (count: string, noun: string): string => `${count} ${noun}${count === '1' ? '' : 's'}`;

export const forecast = {
  title: ({ plan, seed, scale, pace, speed }) =>
    `FORECAST  ${plan} · seed ${seed} · scale ${scale} · pace ${pace} · speed ${speed}`,
  row: {
    seconds: 'seconds',
    held: 'shoppers held',
    herd: 'herd, shoppers',
    requests: 'requests',
    perSecond: 'requests/s',
    busiest: 'requests/s, busiest',
    ofHerd: 'of them the herd',
    orders: 'orders/h',
    inFlight: 'in flight, mean',
    inFlightMost: 'in flight, highest',
    slots: 'in flight, slots needed',
    connections: 'connections held, mean',
    connectionsMost: 'connections held, most',
    generatorCores: 'generator, cores',
    generatorMegabytes: 'generator, MB',
    allCores: 'everything, cores',
  },
  byStep: 'requests/s by step',
  visits: "requests a session by step, and their share of the phase's",
  column: {
    phase: 'phase',
    population: 'population',
    behaviour: 'behaviour',
    sessions: 'sessions',
    requests: 'requests',
    perSession: 'a session',
  },
  bot: (behaviour) => `${behaviour} (bot)`,
  takes: (machine, measuredOn) => `what it takes, by costs measured on: ${machine} (${measuredOn})`,
  paceOne: (phase, requests, generators) =>
    `At pace 1 (real think times) ${phase} would send ${requests} requests/s: that needs ${counted(generators, 'generator')} of one core.`,
  herd: ({ phase, shoppers, reaction, busiest, beside }) =>
    `Herd of ${phase}: ${counted(shoppers, 'shopper')}, ` +
    `${reaction === null ? 'all at one instant' : `half of it within ${reaction.half}, 99 % within ${reaction.most}`}: ` +
    `${busiest} requests in its busiest second, beside ${beside}/s.`,
  here: ({ cores, isCarried, shoppers }) =>
    `This machine (${counted(cores, 'core')}, shop included) ${isCarried ? 'carries it' : 'does not carry it on time'}: ` +
    `up to ${shoppers} shoppers as steep as this.`,
  slower: (seconds) => `It would carry this one if 99 % took ${seconds} or more.`,
  fleet: (generators, shoppers) =>
    `A fleet of ${counted(generators, 'generator')} carries up to ${shoppers} as steep as this.`,
  atOneInstant: 'A herd without `reaction` acts at one instant: few machines can send it on time.',
  slotsMissing: ({ phase, needed, allowed }) =>
    `${phase} may need ${needed} requests in flight. generator.inFlightMax allows ${allowed}: raise it.`,
  drill: { drill: 'drill', phase: 'phase', at: 'at', fault: 'fault', recovery: 'recovery' },
  drillSays: (where, fault, expectations) => `${where}: ${fault}; ${counted(expectations, 'expectation')}`,
  drillsJudged:
    'Requests in these times and places are judged by what the drill expects, all others by the plan.',
  inSeconds: (seconds) => `${seconds} s`,
} as const satisfies ForecastWords;
