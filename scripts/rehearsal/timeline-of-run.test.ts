import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import { PLAN } from '../workshop/testing/small-plan.ts';
import { keepTimeline } from './timeline-of-run.ts';

afterEach(closeCountedServers);

const RUN = { runId: 'run-1', startedAtMs: 0, zeroAtMs: 0, endedAtMs: 3000, steps: 3 };
const NOTHING = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [] } });

async function kept(listener: Parameters<typeof startCountedServer>[1], readMsMax?: number) {
  const { port } = await startCountedServer('127.0.0.1', listener);
  const notes: string[] = [];
  const file = join(temporaryFolder(), 'timeline.json');
  const access = { url: `http://127.0.0.1:${port}`, user: 'u', password: 'p' };
  const folder = { file: () => file, note: (_: string, reason: string) => void notes.push(reason) };
  return { timeline: await keepTimeline(access, RUN, PLAN, folder, readMsMax), notes, file };
}

describe('the timeline of a run', () => {
  it('is kept in its folder', async () => {
    const { timeline, notes, file } = await kept((_, response) => response.end(NOTHING));
    expect(timeline).toMatchObject({ slices: 3 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(timeline);
    expect(notes).toEqual([]);
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
