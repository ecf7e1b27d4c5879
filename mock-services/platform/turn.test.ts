import { describe, expect, it } from 'vitest';
import { Turn } from './turn.ts';

/** Notes the commits and what ran in each. */
function watched(fails = false) {
  const commits: string[][] = [];
  let running: string[] = [];
  const turn = new Turn((run) => {
    running = [];
    run();
    if (fails) throw new Error('disk full');
    commits.push(running);
  });
  const decide = (name: string) =>
    turn.decide(() => {
      running.push(name);
      if (name === 'bad') throw new Error('no');
      return name.toUpperCase();
    });
  return { commits, decide, turn };
}

describe('a turn', () => {
  it('commits the decisions of one turn together, in order, and answers each', async () => {
    const { commits, decide } = watched();
    expect(await Promise.all(['a', 'b', 'c'].map(decide))).toEqual(['A', 'B', 'C']);
    expect(await decide('d')).toBe('D');
    expect(commits).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('answers nobody before the commit', async () => {
    const { commits, decide } = watched();
    await decide('a').then(() => expect(commits).toHaveLength(1));
  });

  it('lets a decision that throws fail alone', async () => {
    const { commits, decide } = watched();
    const results = await Promise.allSettled(['a', 'bad', 'b'].map(decide));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(commits).toHaveLength(1);
  });

  it('tells all that came with it when the commit fails, and goes on', async () => {
    const { decide } = watched(true);
    const results = await Promise.allSettled(['a', 'b'].map(decide));
    expect(results).toMatchObject([
      { reason: { message: 'disk full' } },
      { reason: { message: 'disk full' } },
    ]);
    await expect(decide('c')).rejects.toThrow('disk full');
  });

  it('has ended when nothing waits', async () => {
    const { commits, decide, turn } = watched();
    await turn.ended();
    const answer = decide('a');
    await turn.ended();
    expect(commits).toEqual([['a']]);
    expect(await answer).toBe('A');
  });
});
