/** Every query of every dashboard, asked of a finished run: how many there are, how many were answered, and which were not and why. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DASHBOARDS } from '../../../dashboards/grafana/dashboards.ts';
import { finishedRun } from '../../dashboards/finished-run.ts';
import { reopen } from '../../dashboards/reopen.ts';
import { startChild } from '../../machine/processes/child.ts';
import { startKeeper } from '../../machine/processes/keeper.ts';
import { ensureTool } from '../../machine/toolchain/toolchain.ts';
import { connectPrometheus } from '../../rehearsal/prometheus/query.ts';
import { type Answered, allQueries, askPanels } from './ask-panels.ts';
import { everything } from './fill-in.ts';

/** @param progress is told when Prometheus is built first */
export async function studyPanels(
  runFolder: string,
  step: string,
  progress: (line: string) => void,
): Promise<readonly Answered[]> {
  const { id, dataFolder, isEmbedded, ...shown } = await finishedRun(runFolder);
  const { path: command } = await ensureTool('prometheus', { progress });
  const workFolder = await mkdtemp(join(tmpdir(), 'carnival-panels-'));
  const keeper = await startKeeper();
  try {
    const { access } = await reopen({
      start: (child) => startChild(keeper, child),
      ...{ command, dataFolder, workFolder, port: null },
    });
    const queries = await allQueries(
      isEmbedded ? DASHBOARDS : DASHBOARDS.filter(({ readsShop }) => !readsShop),
    );
    return await askPanels(connectPrometheus(access), queries, everything(id, step), shown);
  } finally {
    await keeper.close();
    await rm(workFolder, { recursive: true });
  }
}
