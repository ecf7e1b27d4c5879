/** A finished run's Prometheus, opened again on its data: what it recorded can still be asked for. */
import { join } from 'node:path';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { reopen } from '../../dashboards/reopen.ts';
import { startChild } from '../../machine/processes/child.ts';
import { startKeeper } from '../../machine/processes/keeper.ts';
import { ensureTool } from '../../machine/toolchain/toolchain.ts';
import { connectPrometheus, type Prometheus } from '../../rehearsal/prometheus/query.ts';

/** @param runFolder is left as it is: a copy of its data is read, and no rule is evaluated again */
export async function askReopened<Answer>(
  runFolder: string,
  ask: (prometheus: Prometheus) => Promise<Answer>,
): Promise<Answer> {
  const { path: command } = await ensureTool('prometheus', { progress: console.error });
  const keeper = await startKeeper();
  try {
    const { access } = await reopen({
      start: (child) => startChild(keeper, child),
      command,
      dataFolder: join(runFolder, 'prometheus', 'data'),
      workFolder: temporaryFolder(),
      port: null,
    });
    return await ask(connectPrometheus(access));
  } finally {
    await keeper.close();
  }
}
