/** The files that `carnival capacity` and `carnival scale-out` write, each read by the next and by its schema. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { mistakesBySchema } from '../workshop/testing/schema-mistakes.ts';

const COMMAND = join(projectRoot(), 'dist', 'carnival.js');
const HPA = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  minReplicas: 2
  maxReplicas: 30
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } }
`;
/** Each carries some 6,500 requests a second, and a little less where there are more. */
const LEVELS = [
  'replicas,throughput',
  ...[1, 2, 4, 6, 8, 10, 12, 16].map((n) => `${n},${n * (6500 - n * 20)}`),
];

it('match docs/*.schema.json, as the commands write them', async () => {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  await writeFile(file('levels.csv'), `${LEVELS.join('\n')}\n`);
  await writeFile(file('hpa.yaml'), HPA);
  const run = (...args: readonly string[]) => promisify(execFile)(process.execPath, [COMMAND, ...args]);
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(file(name), 'utf8'));

  await run('capacity', '--from', file('levels.csv'), '--demand', '60000', '--out', file('capacity'));
  expect(mistakesBySchema('capacity')(await read('capacity/capacity.json'))).toEqual([]);

  const { stderr } = await run(
    ...['scale-out', '--capacity', file('capacity/capacity.json'), '--hpa', file('hpa.yaml')],
    ...['--draws', '100', '--out', file('scale-out')],
  );
  expect(stderr).toMatch(/^Simulating the burst of summer-carnival: 100 draws/);
  expect(mistakesBySchema('scale-out')(await read('scale-out/scale-out.json'))).toEqual([]);
});
