import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { timelineSchema } from '../evidence/timeline.ts';
import { CpuSeries } from '../machine/processes/cpu-series.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import { PLAN } from '../workshop/testing/small-plan.ts';
import { keepTimeline } from './timeline-of-run.ts';
import type { WatchedUse } from './use-over-time.ts';

afterEach(closeCountedServers);

const RUN = { runId: 'run-1', startedAtMs: 0, zeroAtMs: 0, endedAtMs: 3000, steps: 3 };
const NO_CPU = { all: new CpuSeries(), machine: new CpuSeries(), byProcess: new Map() };
const NOTHING = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [] } });

async function kept(
  listener: Parameters<typeof startCountedServer>[1],
  readMsMax?: number,
  plan: Plan = PLAN,
  use: WatchedUse | null = null,
) {
  const { port } = await startCountedServer('127.0.0.1', listener);
  const notes: string[] = [];
  const file = join(temporaryFolder(), 'timeline.json');
  const access = { url: `http://127.0.0.1:${port}`, user: 'u', password: 'p' };
  const folder = { file: () => file, note: (_: string, reason: string) => void notes.push(reason) };
  return { timeline: await keepTimeline(access, { ...RUN, use }, plan, folder, readMsMax), notes, file };
}

describe('the timeline of a run', () => {
  it('is kept in its folder', async () => {
    const { timeline, notes, file } = await kept((_, response) => response.end(NOTHING));
    expect(timeline).toMatchObject({ slices: 3 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(timeline);
    expect(notes).toEqual([]);
  });

  it('has what the processes used, where that could be read', async () => {
    const used = { cpu: { ...NO_CPU }, memory: new Map([[1, [{ atMs: 0, bytes: 7 }]]]), cores: 2 };
    const use = { processes: [{ name: 'k6', pid: 1 }], used };
    const answer = (_: unknown, response: { end: (text: string) => void }) => response.end(NOTHING);
    const { timeline, file } = await kept(answer, undefined, PLAN, use);
    expect(timeline!.use).toEqual([
      { role: 'generator', cpuShare: [null, null, null], memoryBytes: [7, null, null] },
    ]);
    expect(timelineSchema.parse(JSON.parse(readFileSync(file, 'utf8')))).toEqual(timeline);
    expect((await kept(answer)).timeline).not.toHaveProperty('use');
  });

  it('is read with many queries at once, and nothing warns on the screen', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on('warning', listen);
    const breakers = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`d${i}`, { preset: 'opossum' }]),
    );
    const plan = { ...PLAN, breakers } as Plan;
    const { timeline } = await kept((_, response) => response.end(NOTHING), undefined, plan);
    // A warning comes in a later turn.
    await new Promise(setImmediate);
    process.off('warning', listen);
    expect(timeline).not.toBeNull();
    expect(warnings).toEqual([]);
  });

  it.each([
    {
      what: 'refuses',
      listener: (_: unknown, response: { end: (text: string) => void }) => response.end('no'),
    },
    { what: 'never answers', listener: () => undefined },
  ])('is left out with a note, and soon, when Prometheus $what', async ({ listener }) => {
    const { timeline, notes, file } = await kept(listener, 200);
    expect(timeline).toBeNull();
    expect(notes).toEqual([expect.stringMatching(/^the report has no charts over time: /)]);
    expect(existsSync(file)).toBe(false);
  });
});
