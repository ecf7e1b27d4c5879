import type { CompareWords } from './words.ts';

const pairs = (count: string): string => (count === '1' ? '1 pair' : `${count} pairs`);
const tests = (count: string): string => (count === '1' ? '1 test' : `${count} tests`);

export const compare = {
  heading: {
    compared: 'COMPARED',
    differences: 'DIFFERENCES',
    counts: 'FULL COUNTS',
    causes: 'WHY MORE ANSWERS FAILED',
    otherCounts: 'OTHER COUNTS',
    plan: 'PLAN',
    targets: 'TARGETS',
    environment: 'MACHINE AND VERSIONS',
    onlyInOne: 'ONLY IN ONE',
    'not-worse': 'NOT WORSE',
    worse: 'WORSE',
    'cannot-tell': 'CANNOT TELL',
  },
  with: (head, base) => `${head} with ${base}`,
  against: (head, base) => `${head} against ${base}`,
  side: { base: 'base', head: 'head' },
  of: (side, outcome, seed, headline) => `${side}: ${outcome}, seed ${seed}: ${headline}`,
  onlyIn: (side, names, more) => `${side}: ${names}${more === null ? '' : ` and ${more} more`}`,
  column: {
    difference: 'head − base',
    interval: '95 % each side',
    finding: 'finding',
    wouldShow: 'would have shown',
    run: 'run',
    outcome: 'outcome',
    seed: 'seed',
    why: 'why',
    cause: 'cause',
  },
  finding: {
    worse: 'worse',
    better: 'better',
    'none-shown': 'no difference that could be shown',
    'no-evidence': 'not compared',
  },
  countFinding: {
    worse: 'fails in head alone',
    better: 'failed in base alone',
    'fails-in-both': 'fails in both',
    differs: 'differs',
  },
  decided: (change, finding) => `${change} (${finding})`,
  wouldHaveShown: (difference) =>
    difference === null
      ? 'no difference that could be shown; too few samples to show any'
      : `no difference that could be shown; ${difference} or more would have shown`,
  notCompared: 'not compared: see the notes',
  tooLittle: 'not compared: too little in common',
  points: 'points',
  interval: (lower, upper) => `${lower} to ${upper}`,
  unknown: 'unknown',
  nothing: 'nothing',
  notThere: '(not there)',
  seconds: 's',
  moreDifferences: (count) =>
    `… and ${count} more, without a difference that could be shown: --html or --json has all`,
  moreBelow: (count) => `${count} more, without a difference that could be shown`,
  moreChanges: (count) => (count === '1' ? '… and 1 change more' : `… and ${count} changes more`),
  more: (count) => `… and ${count} more`,
  family: (count, chance) =>
    `shares are of bad answers, times are means; ${tests(count)} as one family: ${chance} % for even one that is none`,
  summary: {
    noEvidence: 'nothing is compared: a run without evidence says nothing about its target',
    nothingInCommon: 'the two runs have nothing in common that could be compared',
    counts: ({ worse, better, both }) =>
      `full counts: ${worse} worse, ${better} better${both === '0' ? '' : `, ${both} that fail in both`}`,
    both: (counts, differences) => `${counts}; shares and times: ${differences}`,
    noneShown: (count) =>
      `no difference that could be shown in ${count === '1' ? '1 comparison' : `${count} comparisons`}`,
    shown: ({ worse, better, noneShown, compared }) =>
      `${worse} worse, ${better} better; no difference that could be shown in ${noneShown} of ${compared}`,
  },
  gate: {
    within: 'everything that the plan requires, and the time of all steps, is within the tolerance',
    told: ({ told, all, points, share, ms, gates }) =>
      `${told} of ${all} differences are proven to be within the tolerance: ` +
      `${points} points of a share, ${share} % or ${ms} ms of a time; one false alarm in ${gates} gates at most`,
    note: (note) => `note: ${note}`,
    line: ({ name, difference, bound, allowed }) => `${name}: ${difference}, ${bound}; allowed ${allowed}`,
    atLeast: (difference) => `at least ${difference}`,
    atMost: (difference) => `at most ${difference}`,
    again: (left) => `Cannot tell: rehearsing again, ${left} more at most.`,
    passes: 'Warning: nobody knows whether it is worse. It passes because of --on-inconclusive.',
    saved: (run, outcome, file) => `Saved ${run} (${outcome}) as a baseline: ${file}`,
    turns: {
      pairs: (count) => `${pairs(count)} of blocks, base and head in turns`,
      leftOut: (count, why) => `${pairs(count)} left out; the first because of ${why}`,
      floor: (largest) => `floor, base against base: ${largest.join(', ')} at most`,
      wouldShow: (differences) => `called worse in nine of ten such gates: ${differences.join(', ')} more`,
      outOf: (difference, base) => `${difference} of ${base}`,
    },
  },
  page: {
    title: 'Compared',
    runs: 'The runs',
    notes: 'Read this first',
    decided: 'Full counts that decide',
    causes: 'Why more answers failed',
    differences: 'Differences: shares are of bad answers, times are means',
    counts: 'Other full counts that differ',
    plan: 'What changed in the plan',
    targets: 'What changed in the targets',
    environment: 'What changed in the machine and the versions',
    onlyInBase: 'Only in the base',
    onlyInHead: 'Only in the head',
    tab: (head, base) => `${head} compared with ${base}`,
    figureOf: (of, figure, n) => `${figure} ${of === 'share' ? 'of' : 'over'} ${n}`,
    written: (file) => `Page: ${file}`,
  },
} as const satisfies CompareWords;
