import { describe, expect, it } from 'vitest';
import { randomFrom } from '../capacity/random.ts';
import { throughputAt } from '../capacity/usl.ts';
import type { LevelTold } from './level-told.ts';
import { levelsOf } from './levels-of.ts';
import { type Hands, type SearchPlan, searchEdges } from './search-edges.ts';

const CURVE = { lambda: 80, sigma: 0.06, kappa: 0.002 };
const PLAN: SearchPlan = {
  ...{ counts: [4, 1, 2], repetitions: 2, startPerSecond: 20, precision: 0.05, settleSecondsMax: 12 },
  edgesMin: 1,
};

/** A target that carries what the curve says. */
class Target implements Hands {
  readonly scaled: number[] = [];
  readonly asked: { readonly perSecond: number; readonly settleSeconds: number }[] = [];
  drains = 0;
  told = 0;
  random = randomFrom(7);
  #replicas = 0;

  scaleTo = async (replicas: number): Promise<void> => {
    this.#replicas = replicas;
    this.scaled.push(replicas);
  };
  hold = async (perSecond: number, settleSeconds: number): ReturnType<Hands['hold']> => {
    this.asked.push({ perSecond, settleSeconds });
    const edge = throughputAt(CURVE, this.#replicas);
    return { ...this.answer(perSecond, edge), run: 'r', saturations: {} };
  };
  answer(perSecond: number, edge: number): LevelTold {
    const answered = Math.min(perSecond, edge);
    return {
      ...{ state: perSecond <= edge ? 'held' : 'over', why: '', settleSeconds: 2 },
      ...{ answeredPerSecond: answered, throughput: answered, seconds: [] },
    };
  }
  drained = async (): Promise<void> => {
    this.drains++;
  };
  tell = async (): Promise<void> => {
    this.told++;
  };
}

describe('a stepped run', () => {
  it('finds the edge of every count, upwards and then downwards', async () => {
    const target = new Target();
    const searches = (await searchEdges(PLAN, target))!;
    expect(target.scaled).toEqual([1, 2, 4, 4, 2, 1]);
    expect(searches.map(({ givenUp }) => givenUp)).toEqual([null, null, null, null, null, null]);
    const held = levelsOf(searches).filter(({ isInObjective }) => isInObjective);
    for (const replicas of PLAN.counts)
      for (const repetition of [0, 1]) {
        const most = Math.max(
          ...held
            .filter((each) => each.replicas === replicas && each.repetition === repetition)
            .map(({ throughput }) => throughput),
        );
        const truth = throughputAt(CURVE, replicas);
        expect(most / truth).toBeLessThanOrEqual(1);
        expect(most / truth).toBeGreaterThan(1 / 1.06);
      }
    expect(target.told).toBe(target.asked.length);
  });

  it('takes fewer levels for a count whose neighbour is known', async () => {
    const target = new Target();
    const [first, ...others] = (await searchEdges(PLAN, target))!;
    for (const { results } of others) expect(results.length).toBeLessThan(first!.results.length);
  });

  it('waits after each level that was too much, and after no other', async () => {
    const target = new Target();
    const searches = (await searchEdges(PLAN, target))!;
    const over = searches.flatMap(({ results }) => results).filter(({ state }) => state === 'over');
    expect(target.drains).toBe(over.length);
  });

  it('gives a level longer until it settles, and the next ones as long as that took', async () => {
    class Slow extends Target {
      override answer(perSecond: number, edge: number): LevelTold {
        const told = super.answer(perSecond, edge);
        const isShort = this.asked.at(-1)!.settleSeconds < 6;
        return isShort ? { ...told, state: 'unsettled' } : { ...told, settleSeconds: 6 };
      }
    }
    const target = new Slow();
    await searchEdges({ ...PLAN, counts: [1], repetitions: 1 }, target);
    expect(target.asked.slice(0, 3).map(({ settleSeconds }) => settleSeconds)).toEqual([3, 6, 7]);
    expect(target.asked.slice(3).every(({ settleSeconds }) => settleSeconds === 7)).toBe(true);
  });

  it('calls a level unstable that does not settle in the longest time', async () => {
    class Restless extends Target {
      override answer(perSecond: number, edge: number): LevelTold {
        return { ...super.answer(perSecond, edge), state: 'unsettled', why: 'answers stop and go' };
      }
    }
    const searches = (await searchEdges({ ...PLAN, counts: [1], repetitions: 1 }, new Restless()))!;
    expect(searches[0]!.givenUp).toBe('no level settles');
    expect(levelsOf(searches)[0]).toMatchObject({
      ...{ state: 'unstable', isInObjective: false },
      why: 'it did not settle within 12 s: answers stop and go',
    });
  });

  it('holds a level once more whose load was not valid, for a moment is no limit', async () => {
    class Hiccup extends Target {
      override answer(perSecond: number, edge: number): LevelTold {
        const told = super.answer(perSecond, edge);
        return this.asked.length === 2 ? { ...told, state: 'generator-limit', why: 'sent late' } : told;
      }
    }
    const target = new Hiccup();
    const [search] = (await searchEdges({ ...PLAN, counts: [1], repetitions: 1 }, target))!;
    expect(search!.givenUp).toBeNull();
    expect(target.asked[1]).toEqual(target.asked[2]);
  });

  it('ends as soon as too few counts are left for a curve', async () => {
    class Tired extends Target {
      override answer(perSecond: number, edge: number): LevelTold {
        const told = super.answer(perSecond, edge);
        return perSecond < 200 ? told : { ...told, state: 'generator-limit', why: 'sent late' };
      }
    }
    const target = new Tired();
    await searchEdges({ ...PLAN, edgesMin: 3 }, target);
    expect(target.scaled).toEqual([1, 2, 4]);
  });

  it('does not take for an edge what only the generator ended', async () => {
    class Tired extends Target {
      override answer(perSecond: number, edge: number): LevelTold {
        const told = super.answer(perSecond, edge);
        return perSecond < 100 ? told : { ...told, state: 'generator-limit', why: 'sent late' };
      }
    }
    const searches = (await searchEdges({ ...PLAN, counts: [4], repetitions: 1 }, new Tired()))!;
    const levels = levelsOf(searches);
    expect(levels.map(({ state }) => state)).toEqual([
      ...['edge-not-seen', 'edge-not-seen', 'edge-not-seen', 'generator-limit'],
    ]);
    expect(levels[0]!.why).toMatch(/the generator was the limit/);
  });

  it('ends at an interrupt, with what was told so far', async () => {
    class Interrupted extends Target {
      override hold: Hands['hold'] = async (perSecond) =>
        this.asked.push({ perSecond, settleSeconds: 0 }) > 3
          ? null
          : { ...this.answer(perSecond, 80), run: 'r', saturations: {} };
    }
    const target = new Interrupted();
    expect(await searchEdges(PLAN, target)).toBeNull();
    expect(target.told).toBe(3);
  });
});
