import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { type Keeper, startKeeper } from '../../machine/processes/keeper.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { type Rig, type Stage, startStage } from './rig.ts';
import { type Load, SIDES, startSide } from './sides.ts';
import { measureSteady } from './steady.ts';

const LOAD: Load = { requestsPerSecond: 400, browsers: 20_000, waiting: 0, vus: 0, lag: false };
const STRETCH = { warmMs: 1000, measureMs: 4000 };
/** The crowd's arrivals are random: of 4,000 requests 5 % are three standard deviations. */
const RANDOM_STRETCH = { ...STRETCH, measureMs: 10_000 };

let keeper: Keeper;
let rig: Rig;
let stage: Stage;
beforeAll(async () => {
  keeper = await startKeeper();
  const tools = await ensureTools({ progress: () => undefined });
  rig = { keeper, tools, folder: temporaryFolder() };
  stage = await startStage(rig);
});
afterAll(() => keeper.close());

describe('a stretch of steady load', () => {
  it.each(SIDES)(
    'of the side "%s" is counted by the target, at the rate that was asked for',
    async (side) => {
      const start = () => startSide(rig, stage, side, LOAD, `rate-${side}`);
      const stretch = side === 'crowd' ? RANDOM_STRETCH : STRETCH;
      const steady = await measureSteady(start, stage, LOAD.requestsPerSecond, stretch);
      expect(steady.requests / steady.seconds / LOAD.requestsPerSecond).toBeCloseTo(1, 1);
      expect(steady.cpuSeconds).toBeGreaterThan(0);
      expect(steady.startCpuSeconds).toBeGreaterThan(0);
    },
  );

  it('of plain k6 that holds a shopper a VU has the same rate, and takes memory for each', async () => {
    const peak = async (vus: number) => {
      const start = () => startSide(rig, stage, 'defaults', { ...LOAD, vus }, `hold-${vus}`);
      return (await measureSteady(start, stage, LOAD.requestsPerSecond, STRETCH)).rssBytesMax;
    };
    expect((await peak(800)) / (await peak(200))).toBeGreaterThan(1.2);
  });

  it('is an error, and no figure, when the rate was missed', async () => {
    const start = () => startSide(rig, stage, 'defaults', LOAD, 'missed');
    await expect(measureSteady(start, stage, 2 * LOAD.requestsPerSecond, STRETCH)).rejects.toThrow(
      /k6 missed sent \d+ requests a second instead of 800/,
    );
  });
});
