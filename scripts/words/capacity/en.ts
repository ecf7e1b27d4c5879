import type { CapacityWords } from './words.ts';

export const capacity = {
  counted: (n, isMachines) => (isMachines ? `${n} machine${n === '1' ? '' : 's'}` : `a load of ${n}`),
  heading: {
    capacity: 'CAPACITY',
    answer: 'ANSWER',
    truth: 'TRUTH',
    curves: 'CURVES',
    levels: 'LEVELS',
    cost: 'COST',
    notes: 'NOTES',
  },
  about: ({ name, levels, most, errors, seed }) =>
    `${name} · ${levels} levels, up to ${most} · ${errors} · seed ${seed}`,
  errors: { constant: 'constant errors', relative: 'relative errors' },
  curve: { linear: 'linear', amdahl: "Amdahl's", usl: 'full law' },
  axis: { replicas: 'machines', load: 'load' },
  column: {
    curve: 'curve',
    top: 'top at',
    throughput: 'requests/s',
    repetitions: 'times',
    interval: '95 %',
    fit: 'curve',
    off: 'off by',
  },
  verdict: { chosen: 'chosen', ruledOut: 'ruled out' },
  intervals: ({ lambda, sigma, kappa, top }) => `95 %: λ ${lambda}, σ ${sigma}, κ ${kappa}, top ${top}`,
  range: (lower, upper) => (upper === null ? `at least ${lower}` : `${lower} to ${upper}`),
  never: 'never',
  demand: (perSecond, objective) =>
    `${perSecond} requests/s${objective === null ? '' : ` at ${objective.share} within ${objective.seconds} s`}`,
  enough: ({ demand, counted, range, zones, used, measuredTo, extrapolated }) => {
    const lost =
      zones === null
        ? ''
        : zones.counted === null
          ? `; with ${zones.lost} of ${zones.all} zones lost no number will do, for so many more lie beyond the top`
          : `, ${zones.counted} with ${zones.lost} of ${zones.all} zones lost`;
    const far = extrapolated === null ? '' : `, extrapolated ${extrapolated}×`;
    return `For ${demand}: ${counted} (95 %: ${range})${lost}, at ${used} of the knee; measured to ${measuredTo}${far}.`;
  },
  beyondTop: ({ demand, needed, most, counted, contention, crosstalk }) =>
    `For ${demand} no number will do: ${needed}/s are needed with headroom, and the curve ` +
    `${counted === null ? `comes close to ${most}/s` : `is highest with ${counted}, at ${most}/s`}. ` +
    `Of what is lost there, contention (σ) takes ${contention} and crosstalk (κ) ${crosstalk}.`,
  beyondTier: ({ demand, needed, tier, ceiling }) =>
    `For ${demand} no number of machines will do: ${needed}/s are needed with headroom, and ${tier} carries ${ceiling}/s.`,
  tooFar: ({ demand, counted, times, measuredTo, most, needed, extrapolate }) =>
    `For ${demand} the measurements do not say: ${
      counted === null
        ? `${needed}/s are needed with headroom, and the curve does not reach that${most === null ? '' : `: it comes to ${most}/s`}, but its top was never near what was measured (${measuredTo})`
        : `it would be ${counted}, ${times} times the largest measured (${measuredTo})`
    }. Measure more, or say --extrapolate ${extrapolate}.`,
  binds: ({ tier, ceiling, counted }) =>
    `${tier} binds first: it carries ${ceiling}/s, ${counted === null ? 'which the curve never reaches' : `which ${counted} would reach`}.`,
  demandRange: (low, high) => `The demand's own range, ${low} to ${high} requests/s, is in the interval.`,
  noneShare: (share) => `In ${share} of the draws no number will do.`,
  notChosen: (points, least) =>
    `${points} points cannot choose a curve: it takes ${least}. All three are shown; the answer is by the full law.`,
  byCurve: ({ linear, amdahl, usl }) =>
    `By each curve: linear ${linear}, Amdahl's ${amdahl}, full law ${usl}.`,
  atBounds: (what) =>
    `${what} lies at its bound, 0: the truth may be anything up to the end of its interval.`,
  lackOfFit: (chance) =>
    `The curve does not fit: repetitions explain its distance from the levels with a chance of ${chance}. Each level counts once; do not trust it beyond them.`,
  fits: (chance) => `Repetitions show no lack of fit (chance ${chance}).`,
  influential: ({ n, at, without, says }) =>
    `Much hangs on ${n}: without it the curve would say ${without}/s at ${at}, and not ${says}/s. Measure there again.`,
  otherErrors: (said, other) => `The points ask for ${other} rather than ${said}: see --errors.`,
  dropped: (n, why) => `${n} does not count: ${why}.`,
  why: {
    'generator-limit': 'the generator was the limit',
    unstable: 'it neither settled nor grew',
    'edge-not-seen': 'nothing above it was shown to be too much, so it may carry more',
    'missed-objective': 'it missed the objective',
    'nothing-carried': 'it carried nothing',
  },
  confirmed: ({ counted, offered, throughput }) =>
    `A last run held: ${counted} at ${offered} requests/s, ${throughput}/s good. The objective for response times is proven, and no other was missed.`,
  notConfirmed: ({ counted, offered, why }) =>
    `A last run did NOT hold: ${counted} at ${offered} requests/s: ${why}.`,
  truth: ({ lambda, sigma, kappa, counted, isInside }) =>
    `The target was built with λ ${lambda}, σ ${sigma}, κ ${kappa}` +
    `${isInside === null ? '' : `, by which it takes ${counted ?? 'more than any number'}: ${isInside ? 'inside' : 'OUTSIDE'} the interval`}.`,
  cost: ({ machine, answer, range, headroom, zones }) =>
    `${machine}: ${answer} an hour (95 %: ${range})` +
    `${zones === null ? '' : `, ${zones} with zones lost`}${headroom === null ? '' : `; headroom is ${headroom} of ${zones ?? answer}`}.`,
  stepped: {
    begins: (plan, counts, phase) =>
      `Measures plan "${plan}" with ${counts} machines, in the mix of its phase "${phase}".`,
    unknownTiers: (tiers) =>
      `Too little was seen of how full these were, so they have no ceiling here: ${tiers}.`,
    nothing: 'Interrupted before anything was measured.',
    leftOut: (populations) => `Left out, for they are no steady load: ${populations}.`,
    level: ({ counted, time, offered, state, throughput, settled, why }) =>
      `${counted} · time ${time} · ${offered}/s: ${
        state === 'held'
          ? `held, ${throughput}/s good, settled after ${settled} s`
          : `${{ over: 'too much', 'generator-limit': 'says nothing', unstable: 'unstable' }[state]}: ${why}`
      }`,
    confirms: (counted, perSecond) => `A last run, to confirm: ${counted} at ${perSecond}/s.`,
    levels: (file) => `Levels: ${file}`,
    interrupted: (file) =>
      `Interrupted. What was measured so far is in ${file}: carnival capacity --from fits it, if it has six counts.`,
  },
  chart: {
    section: 'Chart',
    title: 'What so many carry',
    says: 'Measurements with their 95 % intervals, the curve, and between the dashed lines 95 % of what one more measurement would show.',
    measured: 'measured',
    upper: '95 %, upper end',
    lower: '95 %, lower end',
    demand: 'demand',
    needed: 'demand with headroom',
    top: 'top',
    answer: 'answer',
    truth: 'what was built in',
  },
  page: {
    title: 'Capacity',
    tab: (name) => `Capacity · ${name}`,
    curves: 'Curves',
    levels: 'Levels',
    notes: 'Notes',
    written: (folder) => `Files: ${folder}`,
  },
} as const satisfies CapacityWords;
