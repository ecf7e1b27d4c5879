/** The process of the lifter (lifter.ts): `node dist/lifter.js EVENTS_FILE`. */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { RunEvent } from '../../evidence/observations.ts';
import { startChild } from '../../machine/processes/child.ts';
import { startKeeper } from '../../machine/processes/keeper.ts';
import { say } from '../../text/terminal.ts';
import { parsedJson } from '../parsed-json.ts';
import { clockFrom } from './clock.ts';
import { liftFault } from './lift.ts';
import type { Armed, LifterLine } from './lifter.ts';
import { doAction } from './user-action.ts';

async function main(eventsFile: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  // Whoever would read it may be gone.
  process.stdout.on('error', () => undefined);
  const armed = new Map<string, Armed>();
  for await (const text of createInterface({ input: process.stdin })) {
    const line = parsedJson(text) as LifterLine | undefined;
    // Cut off in the middle: nobody has begun what was not armed.
    if (line === undefined) continue;
    if ('disarm' in line) armed.delete(line.disarm);
    else {
      armed.set(line.arm.drill, line.arm);
      say(process.stdout, line.arm.drill);
    }
  }
  if (armed.size > 0) await liftAll([...armed.values()], eventsFile);
}

async function liftAll(armed: readonly Armed[], eventsFile: string): Promise<void> {
  const keeper = await startKeeper();
  await Promise.all(
    armed.map(({ drill, end, byHand }) => {
      const lift = (): Promise<void> => doAction(end, (options) => startChild(keeper, options));
      const tell = (words: string): void =>
        note(eventsFile, `drill “${drill}”: Carnival has ended; ${words}`);
      return liftFault({ lift, byHand }, { words: byHand, clock: clockFrom(0), tell });
    }),
  );
  await keeper.close();
}

/** As the run itself would have. Its folder may be gone. */
function note(eventsFile: string, reason: string): void {
  const event: RunEvent = { atMs: Date.now(), kind: 'drill', reason };
  try {
    appendFileSync(eventsFile, `${JSON.stringify(event)}\n`);
  } catch {
    // Nobody is left to tell.
  }
}

await main(process.argv[2]!);
