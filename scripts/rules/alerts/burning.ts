/** The plan's objectives about shares, as they burn: see burn.ts. */
import { type Alert, DRILL_WORDS, IN_REGION } from '../alert.ts';
import { type Burn, badShareMax } from '../burn.ts';
import { is } from '../promql.ts';
import { failedRate, failedShare, lateRate, lateShare } from '../shares.ts';

/** Fewer bad answers in the long window are chance. */
const BAD_MIN = 5;

interface BadShare {
  readonly share: (seconds: number) => string;
  readonly rate: (seconds: number) => string;
}

/** Over both windows, and from more than a few answers. */
function burns({ share, rate }: BadShare, burn: Burn, targetShare: number): string {
  const { longSeconds, shortSeconds } = burn;
  const max = badShareMax(burn, targetShare);
  return `${share(longSeconds)} > ${max} and ${share(shortSeconds)} > ${max} and ${rate(longSeconds)} * ${longSeconds} >= ${BAD_MIN}`;
}

const howFast = ({ rate, longSeconds }: Burn): string =>
  `${rate} times as fast as the run can afford, over ${longSeconds} s`;

const responseTime = (speed: Burn['speed'], name: string, severity: Alert['severity']): Alert => ({
  name,
  severity,
  when: `a response-time objective spends its budget ${WORDS[speed]}`,
  look: 'k6_carnival_response_time_seconds by step; then the dependency or the event loop behind the slowest one',
  needsShop: false,
  needsObjective: 'response-time',
  cases: ({ plan }, of) =>
    plan.objectives.flatMap((objective) => {
      if (objective.kind !== 'response-time') return [];
      const { id, targetShare } = objective;
      return [
        {
          expr: burns({ share: lateShare, rate: lateRate }, of[speed], targetShare),
          labels: { objective: id },
          summary: `{{ $value | humanizePercentage }} of the answers ${IN_REGION} are late or failed.`,
          description: `Objective ${id} burns ${howFast(of[speed])}. ${DRILL_WORDS}`,
        },
      ];
    }),
});

const success = (speed: Burn['speed'], name: string, severity: Alert['severity']): Alert => ({
  name,
  severity,
  when: `a success objective, such as that of coupons, spends its budget ${WORDS[speed]}`,
  look: 'CAUSES in the verdict, k6-console.log, and the breaker of the dependency that the step needs',
  needsShop: false,
  needsObjective: 'success',
  cases: ({ plan }, of) =>
    plan.objectives.flatMap((objective) => {
      if (objective.kind !== 'success') return [];
      const { id, step, targetShare } = objective;
      const at = (name: string): string => `${name}{${is('step', step)}}`;
      const ofStep: BadShare = { share: (s) => at(failedShare(s)), rate: (s) => at(failedRate(s)) };
      return [
        {
          expr: burns(ofStep, of[speed], targetShare),
          labels: { objective: id },
          summary: `{{ $value | humanizePercentage }} of ${step} fail ${IN_REGION}.`,
          description: `Objective ${id} burns ${howFast(of[speed])}. ${DRILL_WORDS}`,
        },
      ];
    }),
});

const WORDS = { fast: 'six times as fast as it may', slow: 'twice as fast as it may' } as const;

export const BURNING: readonly Alert[] = [
  success('fast', 'SuccessBurningFast', 'page'),
  success('slow', 'SuccessBurningSlow', 'ticket'),
  responseTime('fast', 'ResponseTimeBurningFast', 'page'),
  responseTime('slow', 'ResponseTimeBurningSlow', 'ticket'),
];
