import { describe, expect, it } from 'vitest';
import type { Evidence } from '../evidence/evidence.ts';
import { BANK } from '../workshop/testing/breakers/clauses.ts';
import { virtualDrill } from '../workshop/testing/breakers/virtual-drill.ts';
import { breakerIsolated } from './breaker-isolated.ts';

const right = virtualDrill(BANK);
const { seen, time } = right.drill!;
const [bank, other] = seen.breakers;

/** The other region's breaker tells nothing at some times. */
function blind(isBlind: (atMs: number) => boolean, isCounted: boolean): Evidence {
  const rows = <Row>(values: readonly (Row | null)[]) =>
    values.map((value, i) => (isBlind(other!.atMs[i]!) ? null : value));
  const opened = isCounted ? rows(other!.opened) : other!.opened.map(() => null);
  const breakers = [bank!, { ...other!, state: rows(other!.state), opened }];
  return { ...right, drill: { ...right.drill!, seen: { ...seen, breakers } } };
}
const isolated = (evidence: Evidence) =>
  breakerIsolated.judge({ kind: 'breaker-isolated', id: 'isolated', source: 'a test' }, evidence).cells[0]!;

describe('that no other breaker opened in a drill', () => {
  const isHole = (atMs: number): boolean => atMs > time.beginMs + 1000 && atMs < time.beginMs + 4000;

  it('is not proven when its readings end in the drill', () => {
    expect(isolated(blind((atMs) => atMs > time.beginMs + 1000, true))).toMatchObject({
      state: 'not-proven',
      reason: expect.stringContaining('too few readings of the breaker of bank'),
    });
  });

  it('is not proven when they have a hole and openings are not counted', () => {
    expect(isolated(blind(isHole, false)).state).toBe('not-proven');
    expect(isolated(blind(() => false, false)).state).toBe('pass');
  });

  it('is proven when openings are counted on both sides of the hole', () => {
    expect(isolated(blind(isHole, true)).state).toBe('pass');
  });
});
