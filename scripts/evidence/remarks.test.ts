import { describe, expect, it } from 'vitest';
import { failureCauses, type SaidOfStep } from './remarks.ts';

const said = (step: string, words: string, count: number, phase = 'sale'): SaidOfStep => ({
  phase,
  step,
  words,
  count,
});
const CAUSES = [
  said('login', 'failed: HTTP 403', 30),
  said('login', 'failed: HTTP 403', 20, 'late'),
  said('login', 'failed: HTTP 500', 9),
  said('login', 'refused: SOLD_OUT', 90),
  said('list', 'failed: HTTP 403', 60),
];

describe('the causes of failures', () => {
  it('are summed over phases, the most frequent first, and a correct no is none', () => {
    expect(failureCauses({ causes: CAUSES, errors: [] }, { phase: null, step: 'login' })).toEqual([
      { step: 'login', cause: 'HTTP 403', count: 50 },
      { step: 'login', cause: 'HTTP 500', count: 9 },
    ]);
    expect(failureCauses({ causes: CAUSES, errors: [] }, { phase: null, step: null })[0]).toMatchObject({
      step: 'list',
      count: 60,
    });
    expect(failureCauses({ causes: CAUSES, errors: [] }, { phase: 'late', step: null })).toEqual([
      { step: 'login', cause: 'HTTP 403', count: 20 },
    ]);
  });

  it('have behind them what most of the answers that were looked at said', () => {
    const errors = [
      said('login', 'HTTP 403: no such user', 2),
      said('login', 'HTTP 403: CSRF token missing', 18),
      said('login', 'HTTP 5: not this one', 40),
      said('list', 'HTTP 403: another step', 40),
    ];
    expect(
      failureCauses({ causes: CAUSES, errors }, { phase: null, step: 'login' }).map(({ cause }) => cause),
    ).toEqual(['HTTP 403, "CSRF token missing"', 'HTTP 500']);
  });
});
