import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AbortClause } from '../../../scenarios/campaigns/plan.ts';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { PrometheusError } from '../prometheus/query.ts';
import type { TheirPrometheus, TheirSeries } from '../server-side/their-prometheus.ts';
import { type AbortWatch, watchAbort } from './watch-abort.ts';

const QUEUE: AbortClause = { promql: { query: 'max(queue)', bound: { max: 100 } }, everySeconds: 1 };
const SHARE: AbortClause = { failedShare: 0.5, overSeconds: 1 };

let watch: AbortWatch | null = null;
afterEach(() => watch?.stop());

function watching(clauses: readonly AbortClause[], ask: TheirPrometheus['ask'] | null, zeroAtMs = 0) {
  const notes: string[] = [];
  const reasons: string[] = [];
  const consoleFile = join(temporaryFolder(), 'console.log');
  watch = watchAbort({
    clauses,
    consoleFile,
    theirs: ask === null ? null : { ask },
    zeroAtMs,
    note: (_kind, reason) => void notes.push(reason),
  });
  void watch.first.then((reason) => reasons.push(reason));
  return { notes, reasons, consoleFile, stop: watch.stop };
}
const series = (value: string, labels = {}): TheirSeries => ({ labels, points: [{ atMs: 0, value }] });
const line = (failed: number): string => {
  const answers = { 'home.view': [100, failed] };
  return `${JSON.stringify({ msg: JSON.stringify({ carnival: 'answers', atMs: Date.now(), answers }) })}\n`;
};

describe('a load', () => {
  it('is ended by the share of failed answers that the crowd itself saw, and only once', async () => {
    const { reasons, consoleFile } = watching([SHARE], null);
    await appendFile(consoleFile, line(50));
    await sleep(250);
    expect(reasons).toEqual([]);
    await appendFile(consoleFile, line(100));
    await vi.waitFor(() => expect(reasons).toHaveLength(1));
    await appendFile(consoleFile, line(100));
    await sleep(250);
    expect(reasons).toEqual(['150 of the 200 answers of the last 1 s failed (75 %, limit 50 %)']);
  });

  it('is ended by a figure of the target’s own beyond its bound', async () => {
    const { reasons } = watching([QUEUE], async () => [series('101')]);
    await vi.waitFor(() => expect(reasons).toEqual(['“max(queue)” is 101, limit 100']));
  });

  it.each([
    { given: 'a figure at its bound', answer: [series('100')], notes: [] },
    { given: 'NaN', answer: [series('NaN')], notes: [] },
    { given: 'no data', answer: [], notes: ['abort[0] could not be looked at: the query finds nothing'] },
    {
      given: 'several series',
      answer: [series('500', { pod: 'a' }), series('1', { pod: 'b' })],
      notes: [expect.stringContaining('gives 2 series')],
    },
  ])('goes on with $given', async ({ answer, notes: want }) => {
    const { reasons, notes } = watching([QUEUE], async () => answer);
    await sleep(100);
    expect([reasons, notes]).toEqual([[], want]);
  });

  it('goes on when nobody answers, and says so once', async () => {
    let asked = 0;
    const { reasons, notes } = watching([QUEUE], async () => {
      asked++;
      throw new PrometheusError('unreachable', 'ECONNREFUSED');
    });
    await vi.waitFor(() => expect(asked).toBe(2), 3000);
    expect([reasons, notes]).toEqual([[], ['abort[0] could not be looked at: ECONNREFUSED']]);
  });

  it('is not asked about before it begins, or after its end', async () => {
    let asked = 0;
    const ask = async () => {
      asked++;
      return [series('500')];
    };
    watching([QUEUE], ask, Date.now() + 60_000);
    await sleep(100);
    expect(asked).toBe(0);
    watching([QUEUE], ask).stop();
    await sleep(100);
    expect(asked).toBe(0);
  });
});
