/** Answers that are wrong, whether or not the plan has an objective about them. */
import { type Alert, DRILL_WORDS, IN_REGION } from '../alert.ts';
import { degradedScopes } from '../degraded-allowed.ts';
import { by, is, isNoneOf } from '../promql.ts';
import { degradedRate, degradedShare, failedRate, failedShare, triedRate } from '../shares.ts';

/** Assumption: more than one failed answer in twenty is an outage to somebody, whatever a plan allows over its whole length. */
const FAILED_SHARE_MAX = 0.05;
/** Assumption: below it, a shop that keeps only a part of its promises does so for a few shoppers. */
const DEGRADED_SHARE_MAX = 0.01;
/** Fewer in the window are chance. */
const COUNT_MIN = 5;

const ordersFailing: Alert = {
  name: 'OrdersFailing',
  severity: 'page',
  when: 'more than 5 % of the orders fail',
  look: 'the log of the shop, and the payment and stock that an order needs',
  needsShop: false,
  cases: ({ shop: { orderStep } }, { fast: { longSeconds } }) => {
    if (orderStep === null) return [];
    const at = (name: string): string => `${name}{${is('step', orderStep)}}`;
    return [
      {
        expr: `${at(failedShare(longSeconds))} > ${FAILED_SHARE_MAX} and ${at(failedRate(longSeconds))} * ${longSeconds} >= ${COUNT_MIN}`,
        summary: `{{ $value | humanizePercentage }} of the orders fail ${IN_REGION}.`,
        description: `Step ${orderStep}, over ${longSeconds} s. ${DRILL_WORDS}`,
      },
    ];
  },
};

const failedShareHigh: Alert = {
  name: 'FailedShareHigh',
  severity: 'page',
  when: 'more than 5 % of all answers fail',
  look: 'up, then the causes in k6-console.log: one step or all of them, one region or all',
  needsShop: false,
  cases: (_, { fast: { longSeconds } }) => {
    const everywhere = (name: string): string => by('sum', ['drill', 'region'], name);
    const failed = everywhere(failedRate(longSeconds));
    return [
      {
        expr: `${failed} / ${everywhere(triedRate(longSeconds))} > ${FAILED_SHARE_MAX} and ${failed} * ${longSeconds} >= ${COUNT_MIN}`,
        summary: `{{ $value | humanizePercentage }} of all answers fail ${IN_REGION}.`,
        description: `Over all steps and ${longSeconds} s. ${DRILL_WORDS}`,
      },
    ];
  },
};

const degradedAnswers: Alert = {
  name: 'DegradedAnswers',
  severity: 'ticket',
  when: 'more answers of a step are degraded than an objective, or in its window a drill, allows; 1 % where none does',
  look: 'which dependency gives its fallback: shop_breaker_state, and what it answers',
  needsShop: false,
  cases: ({ plan }, { fast: { longSeconds } }) => {
    const places = degradedScopes(plan).flatMap(({ drill, matchers, allowed }) => {
      // The series has it too. Rules of one name must differ in their labels.
      const inDrill = drill === null ? {} : { drill };
      const ofSteps = allowed.flatMap(({ step, maxShare }) => (step === null ? [] : [{ step, maxShare }]));
      const steps = ofSteps.map(({ step }) => step);
      const others = steps.length === 0 ? matchers : [...matchers, isNoneOf('step', steps)];
      const anywhere = allowed.find(({ step }) => step === null);
      return [
        { matcher: matched(others), labels: inDrill, maxShare: anywhere?.maxShare ?? DEGRADED_SHARE_MAX },
        ...ofSteps.map(({ step, maxShare }) => ({
          matcher: matched([...matchers, is('step', step)]),
          labels: { ...inDrill, step },
          maxShare,
        })),
      ];
    });
    return places.map(({ matcher, labels, maxShare }) => ({
      labels,
      expr: `${degradedShare(longSeconds)}${matcher} > ${maxShare} and ${degradedRate(longSeconds)}${matcher} * ${longSeconds} >= ${COUNT_MIN}`,
      summary: `{{ $value | humanizePercentage }} of {{ $labels.step }} are degraded ${IN_REGION}.`,
      description: `Over ${longSeconds} s. ${DRILL_WORDS}`,
    }));
  },
};

const matched = (matchers: readonly string[]): string =>
  matchers.length === 0 ? '' : `{${matchers.join(', ')}}`;

export const ANSWERS: readonly Alert[] = [ordersFailing, failedShareHigh, degradedAnswers];
