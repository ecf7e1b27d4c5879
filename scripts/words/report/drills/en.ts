import type { ReportDrillWords } from './words.ts';

export const drills = {
  drills: {
    title: 'Drills and breakers',
    intro: (share) => `${share} of all requests were in the windows of drills and are judged by them.`,
    what: (where, fault) => `${where}: ${fault}.`,
    when: (begin, end, recovered, phase) =>
      `By the plan from ${begin} s to ${end} s in ${phase}, with recovery until ${recovered} s: the window in which requests are judged by the drill.`,
    requests: (count) => `${count} requests were in its window.`,
    didNotHappen: 'It did not happen',
    cutOff: (count) =>
      `At least ${count} requests were begun by a process that was killed, and never answered.`,
    columns: ['State', 'Must be seen', 'Target', 'What was seen'],
    breakers: 'Breakers over the whole run, to the second at best',
    around: 'Its breakers, read four times a second',
    breakersSay:
      'A low bar is a closed breaker, a middle one half-open, a full one open; nothing means that nobody knows. The band above is the drill.',
    allClosed: (count) => `All ${count} other breakers stayed closed.`,
    breakerOf: (dependency, region) => `${dependency}, ${region}`,
    changes: 'Every change',
    changeColumns: ['Breaker', 'Second', 'State'],
  },
  recovery: {
    title: 'Its recovery, second by second',
    faulty: (set, lifted) => `In fact set by ${set} s and lifted by ${lifted} s: limits count from then.`,
    neverLifted: (set) => `In fact set by ${set} s; nobody saw it lifted.`,
    load: (drill) => `${drill}: asked for and answered`,
    loadOfAll:
      'Requests a second that were due, and that ended, of all shoppers. Counters come up to a second late, so single seconds may differ.',
    loadOfPlace: (where) =>
      `Requests a second that were due, and that ended, where the drill is: ${where}. Counters come up to a second late, so single seconds may differ.`,
    good: (drill) => `${drill}: good answers`,
    goodOfAll: 'Share of all answers that did not fail and were in time: recovery is judged by it.',
    goodOfPlace: (where) =>
      `Share of answers that did not fail and came within the limit: of all, which is what recovery is judged by, and where the drill is: ${where}.`,
    offered: 'due',
    achieved: 'ended',
    all: 'all answers',
    place: 'where the drill is',
    set: 'fault',
    lifted: 'lifted',
    recovered: 'recovered',
    limit: (seconds) => `limit ${seconds} s`,
  },
} as const satisfies ReportDrillWords;
