import { describe, expect, it } from 'vitest';
import type { Outcome } from '../metrics.ts';
import type { Behaviour } from '../shop/behaviour.ts';
import { Walk } from './walk.ts';

type Steps = Readonly<Record<string, Omit<Behaviour['steps'][string], 'thinkSeconds'>>>;
const walkOf = (steps: Steps, entry: Readonly<Record<string, number>>): Walk =>
  new Walk(
    {
      steps: Object.fromEntries(
        Object.entries(steps).map(([name, step]) => [name, { thinkSeconds: 1, ...step }]),
      ),
    },
    entry,
  );

/** The steps of one shopper. */
function sessionOf(walk: Walk, answer: (step: string) => Outcome = () => 'ok'): readonly string[] {
  const steps: string[] = [];
  for (let at = walk.begin(); at !== null && steps.length < 30; at = walk.after(at, answer(at)))
    steps.push(at);
  return steps;
}

const SHOP: Steps = {
  home: { ok: { search: 0.6, list: 0.3, live: 0 } },
  search: { ok: { product: 1 } },
  list: { ok: { product: 0.9 } },
  product: { ok: { add: 0.1, home: 0.5 } },
  add: { ok: { pay: 1 }, refused: { sorry: 1 } },
  pay: { ok: {} },
  sorry: { ok: {} },
  live: { ok: {} },
};

describe('a walk', () => {
  it('takes the most probable way where all is new, and prefers what is new', () => {
    expect(sessionOf(walkOf(SHOP, { home: 1 }))).toEqual(['home', 'search', 'product', 'add', 'pay']);
  });

  it('sends a further shopper for what the first left out, by the shortest known way', () => {
    const walk = walkOf(SHOP, { home: 1 });
    sessionOf(walk);
    expect(sessionOf(walk)).toEqual(['home', 'list']);
    expect(walk.begin()).toBeNull();
    expect(walk.unvisited).toEqual(['sorry', 'live']);
  });

  it('goes back through visited steps, as far as needed', () => {
    const back = walkOf(
      { a: { ok: { b: 1 } }, b: { ok: { a: 0.1, c: 0.9 } }, c: { ok: { a: 0.4, d: 0.6 } }, d: { ok: {} } },
      { b: 1 },
    );
    expect(sessionOf(back)).toEqual(['b', 'c', 'd']);
    expect(sessionOf(back)).toEqual(['b', 'a']);
  });

  it('follows the edges of the outcome, and comes no second time where it led nowhere', () => {
    const walk = walkOf(SHOP, { home: 1 });
    expect(sessionOf(walk, (step) => (step === 'add' ? 'refused' : 'ok'))).toEqual([
      ...['home', 'search', 'product', 'add', 'sorry'],
    ]);
    expect(walk.unvisited).toEqual(['list', 'pay', 'live']);
  });

  it('does not repeat a failure that leads back to itself', () => {
    const walk = walkOf({ login: { ok: { home: 1 }, failed: { login: 1 } }, home: { ok: {} } }, { login: 1 });
    expect(sessionOf(walk, () => 'failed')).toEqual(['login']);
    expect(walk.begin()).toBeNull();
  });

  it('goes on after a degraded answer as after an ok one, unless the behaviour says otherwise', () => {
    const walk = walkOf({ home: { ok: { list: 1 } }, list: { ok: {} } }, { home: 1 });
    expect(sessionOf(walk, () => 'degraded')).toEqual(['home', 'list']);
  });

  it('begins at the entry that is most common, then at the others', () => {
    const walk = walkOf({ a: { ok: {} }, b: { ok: {} }, c: { ok: {} } }, { a: 0.2, b: 0.8, c: 0 });
    expect([walk.begin(), sessionOf(walk), sessionOf(walk), walk.begin()]).toEqual(['b', ['b'], ['a'], null]);
  });
});
