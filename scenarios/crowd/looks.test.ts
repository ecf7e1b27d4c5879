import { describe, expect, it } from 'vitest';
import { answerOf } from '../testing/answer.ts';
import { Looks } from './looks.ts';

/** Which of so many answers of step 0 are looked at, if one comes every so many milliseconds. */
function lookedAt(answers: number, everyMs: number): readonly number[] {
  let nowMs = 1e12;
  const looks = new Looks(2, () => nowMs);
  return Array.from({ length: answers }, (_, n) => n).filter(() => {
    nowMs += everyMs;
    return looks.isDue(0);
  });
}

describe('of the answers that nobody reads', () => {
  const first = Array.from({ length: 20 }, (_, n) => n);

  it('the first 20 are looked at, and then one in 97', () => {
    expect(lookedAt(300, 0)).toEqual([...first, 116, 213]);
  });

  it('one a second is looked at, however few there are, to the end of the run', () => {
    expect(lookedAt(50, 1000)).toHaveLength(50);
    expect(lookedAt(120, 100)).toEqual([...first, 29, 39, 49, 59, 69, 79, 89, 99, 109, 119]);
  });

  it('the next one is looked at if somebody asks for it, and other steps are counted apart', () => {
    const looks = new Looks(2, () => 0);
    for (const _ of first) looks.isDue(0);
    expect([looks.isDue(0), looks.isDue(1)]).toEqual([false, true]);
    looks.again(0);
    expect([looks.isDue(0), looks.isDue(0)]).toEqual([true, false]);
  });
});

describe('a page at 200', () => {
  const PAGE = answerOf({ body: '\n<!doctype html><title>Log in</title>' });
  const JSON_ANSWER = answerOf({ body: [{ sku: 'tea' }] });
  const UNLIKE = 'the body is not JSON, as others of the step were';
  const wrongsOf = (...answers: readonly (typeof PAGE)[]) => {
    const looks = new Looks(1, () => 0);
    return answers.map((answer) => looks.wrongIn(0, answer));
  };

  it('looks wrong at a step whose first answer was JSON, even if an empty one came before', () => {
    expect(wrongsOf(answerOf(), JSON_ANSWER, PAGE, JSON_ANSWER, PAGE)).toEqual([
      null,
      null,
      UNLIKE,
      null,
      UNLIKE,
    ]);
  });

  it('looks right at a step that answers with pages, or began with one', () => {
    expect(wrongsOf(PAGE, PAGE, JSON_ANSWER, PAGE)).toEqual([null, null, null, null]);
  });

  it('that calls itself an error is one, and says nothing of what the step answers else', () => {
    const error = answerOf({ body: '<title>Down for maintenance</title>' });
    expect(wrongsOf(error, JSON_ANSWER, error, PAGE)).toEqual([
      'the body is an error page',
      null,
      'the body is an error page',
      UNLIKE,
    ]);
  });

  it('is no page if it is a text or empty', () => {
    expect(wrongsOf(JSON_ANSWER, answerOf({ body: 'ok' }), answerOf({ body: '' }))).toEqual([
      null,
      null,
      null,
    ]);
  });
});
