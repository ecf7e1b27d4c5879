/** A real Prometheus that stands for the user's own: it asks for credentials, and tests write its samples. */
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ServerPrometheus } from '../../../scenarios/campaigns/plan.ts';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../../machine/processes/child.ts';
import { startKeeper } from '../../machine/processes/keeper.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { authorization, type PrometheusAccess } from '../../rehearsal/prometheus/access.ts';
import { startPrometheus } from '../../rehearsal/prometheus/start.ts';
import { remoteWrite, type Written } from './remote-write.ts';

export interface UsersPrometheus {
  readonly access: PrometheusAccess;
  /** As a plan names it. The credentials are in this process's environment. */
  readonly planned: ServerPrometheus;
  readonly write: (samples: readonly Written[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startUsersPrometheus(): Promise<UsersPrometheus> {
  const tools = await ensureTools({ progress: console.error });
  const keeper = await startKeeper();
  const folder = temporaryFolder();
  const { access } = await startPrometheus({
    start: (child) => startChild(keeper, child),
    command: tools.prometheus.path,
    folder: join(folder, 'prometheus'),
    logFile: join(folder, 'prometheus.log'),
    port: null,
    runId: 'theirs',
    targets: [],
  });
  process.env.THEIR_USER = access.user;
  process.env.THEIR_PASSWORD = access.password;
  const auth = { basic: { user: { env: 'THEIR_USER' }, password: { env: 'THEIR_PASSWORD' } } };
  return {
    access,
    planned: { url: access.url, auth, scrapeSeconds: 0 },
    write: async (samples) => {
      const headers = { authorization: authorization(access) };
      expect(await remoteWrite(access.url, samples, headers)).toBe(204);
    },
    stop: async () => {
      delete process.env.THEIR_USER;
      delete process.env.THEIR_PASSWORD;
      await keeper.close();
    },
  };
}
