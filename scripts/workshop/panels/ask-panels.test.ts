import { describe, expect, it } from 'vitest';
import type { Prometheus } from '../../rehearsal/prometheus/query.ts';
import { askPanels } from './ask-panels.ts';
import { everything } from './fill-in.ts';
import type { PanelQuery } from './panel-queries.ts';

const query: PanelQuery = {
  where: 'rehearsal · Shoppers · A',
  expr: 'sum by (region) (x{run_id="$run"})',
  interval: '2s',
  isInstant: false,
  labels: ['region'],
  emptyWithout: null,
};
const answering = (...series: readonly { labels: Record<string, string>; value: number }[]): Prometheus => ({
  instant: async () => series,
  range: async () => series.map(({ labels, value }) => ({ labels, points: [{ atMs: 0, value }] })),
});
const shown = { fromMs: 0, untilMs: 60_000 };
const asked = async (prometheus: Prometheus, change: Partial<PanelQuery> = {}) => {
  const [answered] = await askPanels(
    prometheus,
    [{ ...query, ...change }],
    everything('run-1', 'pay'),
    shown,
  );
  return answered!;
};

describe.each([false, true])('a query of a panel (instant: %s)', (isInstant) => {
  it('is answered by a number with the labels that it expects', async () => {
    const prometheus = answering(
      { labels: { region: 'east' }, value: 1 },
      { labels: { region: 'west' }, value: 0 },
    );
    expect(await asked(prometheus, { isInstant })).toMatchObject({ series: 2, mistake: null });
  });

  it('is not answered by nothing, nor by what is no number', async () => {
    for (const prometheus of [answering(), answering({ labels: { region: 'east' }, value: Number.NaN })])
      expect(await asked(prometheus, { isInstant })).toMatchObject({ series: 0, mistake: 'no data' });
  });

  it('may be empty if it says without what', async () => {
    expect(await asked(answering(), { isInstant, emptyWithout: 'a drill' })).toMatchObject({ mistake: null });
  });

  it('is wrong with other labels, whether it may be empty or not', async () => {
    for (const labels of [{}, { region: 'east', step: 'pay' }, { step: 'pay' }])
      expect(
        (await asked(answering({ labels, value: 1 }), { isInstant, emptyWithout: 'a drill' })).mistake,
      ).toContain('and not {region}');
  });
});
