import { describe, expect, it } from 'vitest';
import type { LiveState } from '../../rehearsal/live/state.ts';
import { watchLevel } from './watch-level.ts';

type Seen = readonly [seconds: number, offered: number, answered: number];

/** @returns why the level is over, once all of it was drawn; null: it goes on */
async function watched(...seen: readonly Seen[]): Promise<string | null> {
  const { view, enough } = watchLevel(0);
  for (const [seconds, offered, answered] of seen)
    view.draw({ whole: { seconds, offered, answered } } as unknown as LiveState);
  return Promise.race([enough, Promise.resolve(null)]);
}
/** From the second second on, a look a second. */
const looks = (count: number, answeredPerSecond: number): readonly Seen[] =>
  Array.from({ length: count }, (_, i) => [1 + i, 100 * (1 + i), answeredPerSecond * (1 + i)] as const);

describe('a level that is watched', () => {
  it('is over once four seconds have each added to its backlog', async () => {
    expect(await watched(...looks(4, 80))).toBeNull();
    expect(await watched(...looks(5, 80))).toBe('the backlog grows');
  });

  it('goes on while it keeps up, and before anything was answered', async () => {
    expect(await watched(...looks(30, 100))).toBeNull();
    const { view, enough } = watchLevel(0);
    for (let i = 0; i < 10; i++) view.draw({ whole: null } as unknown as LiveState);
    expect(await Promise.race([enough, Promise.resolve(null)])).toBeNull();
  });

  it('is not judged by its first second, in which no answer can be late', async () => {
    const rising: readonly Seen[] = [0.1, 0.6, 1.1, 1.6, 2.1].map((at, i) => [at, 50 * i, 25 * i]);
    const level: readonly Seen[] = [2.6, 3.1, 3.6].map((at, i) => [at, 250 + 50 * i, 150 + 50 * i]);
    expect(await watched(...rising, ...level)).toBeNull();
  });

  it('is not judged while a slow target may still be in time', async () => {
    const { view, enough } = watchLevel(3000);
    const draw = (seconds: number, answered: number) =>
      view.draw({ whole: { seconds, offered: 100 * seconds, answered } } as unknown as LiveState);
    for (let seconds = 1; seconds < 12; seconds++) draw(seconds, Math.max(0, 100 * (seconds - 3)));
    expect(await Promise.race([enough, Promise.resolve(null)])).toBeNull();
  });

  it('takes looks at the same answer of Prometheus for one', async () => {
    const same: readonly Seen[] = [2, 2.1, 2.2, 2.3, 2.4].map((at, i) => [at, 200 + 20 * i, 150]);
    expect(await watched([1, 100, 100], ...same)).toBeNull();
  });
});
