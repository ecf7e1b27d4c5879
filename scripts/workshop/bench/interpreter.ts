/**
 * How much of k6's CPU goes into its JavaScript interpreter while the crowd sends, from k6's own CPU profile. Counted is every sample
 * with the interpreter's loop on its stack: so k6's functions that a script calls, such as sending a request, count too.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOPBACK } from '../../machine/processes/ports.ts';
import { run } from '../../machine/toolchain/run.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import type { CpuSettings } from './cpu.ts';
import { freePort, PORT_FIRST, type Rig, type Stage } from './rig.ts';
import { startSide } from './sides.ts';

/** The loop of k6's JavaScript engine in Go's profile. */
const INTERPRETER = 'sobek.(*vm).run';
const MS_PER_SECOND = 1000;
const PROFILE_PATIENCE_MS = 10_000;
/** More lines than a profile has functions. */
const EVERY_FUNCTION = '-nodecount=100000';

/** @throws CarnivalError when k6 gives no profile, or Go is not there to read it */
export async function measureInterpreter(
  rig: Rig,
  stage: Stage,
  { requestsPerSecond, shoppers, warmMs, measureMs }: CpuSettings,
): Promise<number> {
  const port = await freePort(PORT_FIRST);
  const load = { requestsPerSecond, browsers: shoppers, waiting: 0, vus: 0, lag: false };
  const more = ['--profiling-enabled', '--address', `${LOOPBACK}:${port}`];
  const k6 = await startSide(rig, stage, 'crowd', load, 'interpreter', more);
  try {
    await sleep(2 * warmMs);
    const url = `http://${LOOPBACK}:${port}/debug/pprof/profile?seconds=${measureMs / MS_PER_SECOND}`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(measureMs + PROFILE_PATIENCE_MS) });
    if (!answer.ok) throw new CarnivalError(`k6 gave no profile: ${url} answered ${answer.status}`);
    const file = join(rig.folder, 'k6.pprof');
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    const { output, failure } = await run(
      'go',
      ['tool', 'pprof', '-top', '-cum', EVERY_FUNCTION, file],
      process.env,
    );
    if (failure !== null)
      throw new CarnivalError(`Go cannot read k6's profile: ${failure}`, {
        hint: 'the bench needs Go on PATH',
      });
    return interpreterShare(output);
  } finally {
    await k6.stop();
  }
}

/**
 * The share of the samples under the interpreter, from the text of `go tool pprof -top -cum`: its fifth column.
 * @throws CarnivalError when the text has no such line
 */
export function interpreterShare(text: string): number {
  const line = text.split('\n').find((each) => each.endsWith(INTERPRETER));
  const share = line?.trim().split(/\s+/)[4];
  if (share === undefined || !share.endsWith('%'))
    throw new CarnivalError(`k6's profile has no line of ${INTERPRETER}`, { hint: 'did k6 send anything?' });
  return Number(share.slice(0, -1)) / 100;
}
