/** Watching an autoscaler with a kubectl that is a script: no cluster is needed, and none was. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { type Keeper, startKeeper } from '../machine/processes/keeper.ts';
import { clusterAnswer, clusterHpa } from './testing/cluster.ts';
import { checkHpa, type WatchLine, watchHpa } from './watch-hpa.ts';

const NAME = { namespace: 'sale', name: 'shop' };
const PATH = process.env.PATH!;
let keeper: Keeper;
let folder: string;

/** @param body sh: `$1 $2` are the words after `kubectl` */
async function kubectlIs(body: string): Promise<void> {
  await writeFile(join(folder, 'kubectl'), `#!/bin/sh\n${body}\n`);
  await chmod(join(folder, 'kubectl'), 0o755);
}

beforeEach(async () => {
  folder = temporaryFolder();
  keeper = await startKeeper();
  process.env.PATH = `${folder}:${PATH}`;
});
afterEach(async () => {
  process.env.PATH = PATH;
  await keeper.close();
});

it('sees how replicas come, and where it could not look', async () => {
  await writeFile(join(folder, 'hpa.json'), JSON.stringify(clusterHpa()));
  await writeFile(
    join(folder, 'both.json'),
    JSON.stringify(clusterAnswer({ asked: 4, current: 2, ready: 2 })),
  );
  await kubectlIs(`case "$*" in
    "get horizontalpodautoscalers.v2.autoscaling/shop --namespace sale --output json") cat ${folder}/hpa.json ;;
    *deployment.v1.apps/shop*) cat ${folder}/both.json ;;
  esac`);
  const found = await checkHpa(keeper, NAME);
  const file = join(folder, 'watch.jsonl');
  const watch = watchHpa(keeper, found, { file, everyMs: 20 });
  const lines = async (): Promise<readonly WatchLine[]> =>
    (await readFile(file, 'utf8').catch(() => ''))
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as WatchLine);
  const until = async (isSeen: (line: WatchLine) => boolean): Promise<void> => {
    while (!(await lines()).some(isSeen)) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await until((line) => 'ready' in line && line.ready === 2);
  await writeFile(
    join(folder, 'both.json'),
    JSON.stringify(clusterAnswer({ asked: 4, current: 4, ready: 4 })),
  );
  await until((line) => 'ready' in line && line.ready === 4);
  await kubectlIs('echo "The connection to the server was refused" >&2; exit 1');
  await until((line) => 'missed' in line && line.missed.includes('refused'));
  await watch.end();
});

it.each([
  ['exit 127', /there is no kubectl/],
  ['echo "Error from server (NotFound): no such thing" >&2; exit 1', /there is no sale\/shop/],
  ['echo "Error from server (Forbidden): cannot get" >&2; exit 1', /may not look at sale\/shop/],
  ['echo "{}"', /shows no autoscaler shop/],
])('is refused before any load: %s', async (body, message) => {
  await kubectlIs(body);
  await expect(checkHpa(keeper, NAME)).rejects.toThrow(message);
});
