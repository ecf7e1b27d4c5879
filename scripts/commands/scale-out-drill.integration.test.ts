/** A drill with real processes: replicas come, the autoscaler's process asks for them, and a simulation that is wrong is found. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import scaleOutDrill from '../../scenarios/campaigns/scale-out-drill.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import type { DrillFile } from '../scale-out-drill/drill-file.ts';
import { processesWith } from '../workshop/testing/processes.ts';
import { mistakesBySchema } from '../workshop/testing/schema-mistakes.ts';

const COMMAND = join(projectRoot(), 'dist', 'carnival.js');
const HPA = join(projectRoot(), 'scenarios', 'campaigns', 'scale-out-drill.hpa.yaml');
const SECONDS = 30;
const BURST_SECOND = 6;
const [CALM, BURST] = [20, 120].map((perSecond) => perSecond * 3600) as [number, number];

/** Half a minute; replicas come after a second. */
const plan = {
  ...scaleOutDrill,
  name: 'short-drill',
  speed: 60,
  shop: {
    ...scaleOutDrill.shop,
    replicas: { ...scaleOutDrill.shop.replicas!, startSeconds: { median: 1, p99: 1.5 } },
  },
  phases: scaleOutDrill.phases.map((phase) => ({
    ...phase,
    calendarMinutes: SECONDS,
    populations: phase.populations.map((population) => ({
      ...population,
      perHour: [
        { atMinute: BURST_SECOND, value: CALM },
        { atMinute: BURST_SECOND + 1, value: BURST },
      ],
    })),
  })),
};

it('finds a simulation whose replicas come much later than those that really start', async () => {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  await writeFile(file('plan.json'), JSON.stringify(plan));
  await writeFile(file('delays.yaml'), 'scheduling: { median: 60, p99: 60 }\n');
  const drill = (): Promise<{ code: number; stdout: string }> =>
    promisify(execFile)(process.execPath, [
      ...[COMMAND, 'scale-out', '--drill', '--plan', file('plan.json'), '--hpa', HPA],
      ...['--delays', file('delays.yaml'), '--runs', file('runs'), '--out', file('out')],
    ]).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => error,
    );
  let went = await drill();
  // Somebody else was busy on this machine, and the load was late.
  if (went.code === EXIT.inconclusive) went = await drill();
  expect(went.stdout).toContain('time to capacity');
  expect(went.code).toBe(EXIT.fail);
  const written = JSON.parse(await readFile(file('out/drill.json'), 'utf8')) as DrillFile;
  expect(mistakesBySchema('scale-out-drill')(written)).toEqual([]);
  const figure = (id: string) => written.figures.find((each) => each.id === id)!;
  expect(written.verdict).toBe('differ');
  expect(figure('to-capacity')).toMatchObject({ agrees: false, until: null });
  expect(figure('to-capacity').measured).toBeLessThan(SECONDS);
  expect(Math.max(...written.course.measured.ready)).toBeGreaterThan(2);
  expect(await readFile(file('out/drill.html'), 'utf8')).toContain('ready, measured');
  expect(await processesWith('autoscaler.js', folder)).toEqual([]);
});
