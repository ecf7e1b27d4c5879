import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { askedDrill } from './scale-out-drill-asked.ts';
import { scaleOutNumbers } from './scale-out-options.ts';

const folder = temporaryFolder();

/** An autoscaler of the embedded shop, whose plan has at most eight replicas. */
const manifest = (maxReplicas: number, metric: string): string => {
  const file = join(folder, `${maxReplicas}-${metric}.yaml`);
  writeFileSync(
    file,
    `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: drill }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  minReplicas: 2
  maxReplicas: ${maxReplicas}
  metrics: [{ type: Resource, resource: { name: ${metric}, target: { type: Utilization, averageUtilization: 60 } } }]
`,
  );
  return file;
};
const asked = (hpa: string) =>
  askedDrill({ drill: true, hpa }, scaleOutNumbers({ drill: true }).numbers, null);

it('a drill refuses an autoscaler whose metric or maximum the embedded shop does not have', async () => {
  const error = await asked(manifest(9, 'memory')).then(
    () => null,
    (thrown: PlanError) => thrown,
  );
  expect(error).toBeInstanceOf(PlanError);
  expect(error!.mistakes.map(({ path }) => path)).toEqual([
    '--hpa: spec.metrics[0]',
    '--hpa: spec.maxReplicas',
  ]);
  expect(leftEnglish(error!.saidIn(en), error!.saidIn(zh))).toEqual([]);
});

it('a drill takes one that stays within it', async () => {
  expect((await asked(manifest(8, 'cpu'))).world.replicasMax).toBe(8);
});
