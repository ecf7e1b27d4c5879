import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { drawsOf } from '../seeded-draws.ts';
import { badChances } from './bad-times.ts';
import { judgeOneShare } from './one-share.ts';
import { printSimulation, type Simulation, simulate } from './simulation.ts';

const shareOf = (letters: string, letter: string): number =>
  (letters.split(letter).length - 1) / letters.length;

describe('docs/verdict-simulation', () => {
  const read = async (): Promise<Simulation> =>
    JSON.parse(await readFile('docs/verdict-simulation.json', 'utf8')) as Simulation;

  it('shows what the judge of today decides: run `npm run simulate` when this fails', async () => {
    const { shares, rehearsals } = await read();
    const [SHARE_RUNS, REHEARSAL_RUNS] = [15, 5];
    const today = simulate(SHARE_RUNS, REHEARSAL_RUNS);
    for (const [what, verdicts] of [...Object.entries(today.shares), ...Object.entries(today.rehearsals)])
      for (const [by, letters] of Object.entries(verdicts)) {
        const written = { ...shares[what], ...rehearsals[what] } as Record<string, string>;
        expect(written[by]?.slice(0, letters.length), `${what}, ${by}`).toBe(letters);
      }
  });

  it('is the page of its figures', async () => {
    expect(await readFile('docs/verdict-simulation.md', 'utf8')).toBe(printSimulation(await read()));
  });
});

describe('a share of twice its budget', () => {
  const RUNS = 200;
  const outages = (outageSeconds: number) => judgeOneShare({ badShare: 0.02, outageSeconds }, RUNS);

  it('in outages of a second passes far less often than by a bound that takes all samples as independent', () => {
    const { before, now } = outages(1);
    expect(shareOf(before, 'P')).toBeGreaterThan(0.2);
    expect(shareOf(now, 'P')).toBeLessThan(shareOf(before, 'P') / 2);
    // What failed still fails: no dead second is forgiven for having company.
    expect(shareOf(now, 'F')).toBe(shareOf(before, 'F'));
  });

  it('in outages of ten seconds passes in at most one of twenty runs when the plan excludes them', () => {
    // The chance to see none is 5 %; four standard deviations of 200 runs are 6 %.
    expect(shareOf(outages(10).excludingOutages, 'P')).toBeLessThan(
      0.05 + 4 * Math.sqrt((0.05 * 0.95) / RUNS),
    );
  });
});

describe('simulated outages', () => {
  it.each([0.2, 1, 3, 10])('of %d s take the share of time that they should', (outageSeconds) => {
    const SECONDS = 50_000;
    const chances = badChances({ badShare: 0.02, outageSeconds }, SECONDS, drawsOf(5));
    const share = chances.reduce((sum, chance) => sum + chance, 0) / SECONDS;
    // A sum of independent outages: its relative standard deviation is 1 ÷ √(their number).
    const outages = (0.02 * SECONDS) / outageSeconds;
    expect(Math.abs(share / 0.02 - 1)).toBeLessThan(4 / Math.sqrt(outages));
    expect(chances.reduce((most, chance) => Math.max(most, chance), 0)).toBeLessThanOrEqual(1 + 1e-9);
  });
});
