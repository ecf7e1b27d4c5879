import type { Misbehaviour } from './misbehaviour.ts';

const FAILED_PERCENT_MAX = 5;

export const opensWhenItMustNot: Misbehaviour = {
  name: 'opens-when-it-must-not',
  about: `opens a breaker when more than ${FAILED_PERCENT_MAX} % of the calls fail, far below its threshold`,
  fails: 'breaker-stays-shut',
  needs: 'failing-dependency',
  wire: () => ({ breaker: (spec) => ({ ...spec, failedPercentMax: FAILED_PERCENT_MAX }) }),
};
