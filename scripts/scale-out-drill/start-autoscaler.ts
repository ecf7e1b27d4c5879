/** Starts the drill's autoscaler beside a run, and ends it with the load. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../machine/project-root.ts';
import type { Beside, StartBeside } from '../rehearsal/beside.ts';
import {
  AUTOSCALER_ENV,
  type AutoscalerLine,
  autoscalerLine,
  type HpaSettings,
} from './autoscaler-settings.ts';

const FILES = { settings: 'autoscaler.json', log: 'autoscaler.jsonl' } as const;

export const startAutoscaler =
  (hpa: HpaSettings): StartBeside =>
  async ({
    folder: { id: runId, path: folder },
    targets,
    prometheus: { access },
    adminToken,
    children,
  }): Promise<Beside> => {
    const settings = join(folder, FILES.settings);
    const shopUrl = Object.values(targets.targets)[0]!;
    const given = { ...hpa, shopUrl, prometheusUrl: access.url, runId };
    await writeFile(settings, `${JSON.stringify(given, null, 2)}\n`);
    const child = await children.start({
      ...{ name: 'autoscaler', command: process.execPath },
      args: [join(projectRoot(), 'dist', 'autoscaler.js'), settings],
      env: {
        [AUTOSCALER_ENV.adminToken]: adminToken ?? undefined,
        [AUTOSCALER_ENV.prometheusUser]: access.user,
        [AUTOSCALER_ENV.prometheusPassword]: access.password,
      },
      logFile: join(folder, FILES.log),
    });
    children.noteDeath(child, 'note', 'the autoscaler');
    return {
      end: async () => {
        children.expectDeath(child);
        await child.stop();
      },
    };
  };

/** What it wrote; lines that are cut off are left out. @param folder of the run */
export async function readAutoscaler(folder: string): Promise<readonly AutoscalerLine[]> {
  const text = await readFile(join(folder, FILES.log), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    try {
      const read = autoscalerLine.safeParse(JSON.parse(line));
      return read.success ? [read.data] : [];
    } catch {
      return [];
    }
  });
}
