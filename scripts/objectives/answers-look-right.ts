/**
 * An objective that no plan declares: an answer that is ok by its status must not be an error in its body. Only of steps that have no
 * outcome of their own, and only a sample of their answers is looked at. Where most of them are errors, the step's success says nothing, and the run
 * fails; where some are, the verdict warns.
 */
import { type Cell, FULL_COUNT, type Judged } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { LOOKED } from '../evidence/remarks.ts';
import { inFull, plural } from '../text/numbers.ts';

/** Of the answers that were looked at. Assumption: a healthy step has the odd page that only looks like an error. */
const WRONG_SHARE_MAX = 0.5;
/** One answer alone may be anything. */
const LOOKED_MIN = 2;

export const answersLookRight = {
  kind: 'answers-look-right',
  isA: 'census',
  source: 'an answer that says 200 must not be an error in its body',
  judge(evidence: Evidence): Judged {
    const cells = looksOf(evidence).flatMap((look): readonly Cell[] => {
      const { step, looked, wrong } = look;
      if (looked < LOOKED_MIN || wrong === 0) return [];
      const share = wrong / looked;
      return [
        {
          phase: null,
          step,
          region: null,
          ...FULL_COUNT,
          required: false,
          state: share > WRONG_SHARE_MAX ? 'fail' : 'pass',
          figure: share,
          n: looked,
          reason: inWords(look),
        },
      ];
    });
    return { unit: 'share', targetMin: null, targetMax: WRONG_SHARE_MAX, cells };
  },
} as const;

interface Look {
  readonly step: string;
  readonly looked: number;
  readonly wrong: number;
  /** The most frequent of what was wrong. */
  readonly worst: string;
}

export function looksOf({ observations }: Pick<Evidence, 'observations'>): readonly Look[] {
  const { looks } = observations.remarks;
  return [...new Set(looks.map(({ step }) => step))].map((step) => {
    const here = looks.filter((each) => each.step === step);
    const wrongs = here
      .filter(({ words }) => words !== LOOKED)
      .toSorted((one, other) => other.count - one.count);
    const sum = (some: typeof here) => some.reduce((total, { count }) => total + count, 0);
    return {
      step,
      looked: sum(here.filter(({ words }) => words === LOOKED)),
      wrong: sum(wrongs),
      worst: wrongs[0]?.words ?? '',
    };
  });
}

export const inWords = ({ looked, wrong, worst }: Look): string =>
  `${inFull(wrong)} of ${plural(looked, 'ok answer')} that ${looked === 1 ? 'was' : 'were'} looked at ${wrong === 1 ? 'is' : 'are'} an error by ${wrong === 1 ? 'its' : 'their'} body: ${worst}`;
