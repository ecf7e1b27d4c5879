import { describe, expect, it } from 'vitest';
import { requireData } from './require-data.ts';

const RUN = { id: 'run"1', dataFolder: 'data', isEmbedded: true, fromMs: 1000, untilMs: 61_499.5 };
const SAMPLE = { labels: {}, value: 7 };

describe('the data of a run', () => {
  it('are asked for by its id, within its time', async () => {
    const asked: unknown[] = [];
    const instant = async (...query: unknown[]) => {
      asked.push(query);
      return [SAMPLE];
    };
    await requireData(RUN, { instant });
    const series = String.raw`k6_carnival_intended_total{run_id="run\"1"}[60500ms]`;
    expect(asked).toEqual([[`count(last_over_time(${series}))`, 61_500]]);
  });

  it('that Prometheus could not read are a mistake, and no empty dashboard', async () => {
    await expect(requireData(RUN, { instant: async () => [] })).rejects.toMatchObject({
      exitCode: 104,
      message: expect.stringContaining('holds nothing of run'),
    });
  });
});
