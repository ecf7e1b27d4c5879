/** Gives the target so many replicas, and waits until they serve: the embedded shop by its admin route, others by the plan's commands. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScaleCommands } from '../../../scenarios/campaigns/capacity-settings.ts';
import { isSuccess } from '../../../scenarios/shop/http-status.ts';
import { REPLICAS_PATH } from '../../../scenarios/targets/mock-shop/replicas.ts';
import { type Child, lastLines, type StartChild } from '../../machine/processes/child.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { COUNT_IN_COMMAND } from '../../plan/capacity-checks.ts';
import { type LoadAnswer, loadAnswer, methodOf, requestReplicas } from '../../rehearsal/replicas-client.ts';

export interface Scaler {
  /** Resolves once so many serve. @throws CarnivalError when they do not in time */
  readonly scaleTo: (replicas: number) => Promise<void>;
  /** Whether so many still serve: one may have died while a level was held. */
  readonly has: (replicas: number) => Promise<boolean>;
  /** Resolves once what is left of a load is done with; `seconds` is how long that takes if nobody can be asked. */
  readonly drained: (seconds: number) => Promise<void>;
}

export interface Interrupted {
  readonly happened: boolean;
  readonly first: Promise<string>;
}

const ASK_EVERY_MS = 200;
const ANSWER_MS_MAX = 5000;
/** Machines may have to be ordered first. */
const READY_MS_MAX = 600_000;
const COMMAND_EVERY_MS = 2000;
const LOG_TAIL_LINES = 5;
const MS_PER_SECOND = 1000;
const DRAIN_SECONDS_MAX = 60;

/** @param url of the shop's only region */
export function embeddedScaler(url: string, adminToken: string, interrupt: Interrupted): Scaler {
  const ask = async (set: number | null): Promise<LoadAnswer> => {
    const what = `${methodOf(set)} ${url}${REPLICAS_PATH}`;
    const asked = { url, adminToken, answerMsMax: ANSWER_MS_MAX, set };
    const answer = await requestReplicas(asked).catch((cause: unknown) => {
      throw failed(`${what}: ${reasonOf(cause)}`, cause);
    });
    if (!isSuccess(answer.status)) throw failed(`${what}: HTTP ${answer.status}`);
    return loadAnswer.parse(JSON.parse(answer.body));
  };
  const until = async (what: string, isSo: (seen: LoadAnswer) => boolean) => {
    const untilMs = performance.now() + READY_MS_MAX;
    while (!interrupt.happened) {
      const seen = await ask(null);
      if (isSo(seen)) return;
      if (performance.now() > untilMs)
        throw failed(`${what} within ${READY_MS_MAX / MS_PER_SECOND} s: ${JSON.stringify(seen)}`);
      await anyOf(ASK_EVERY_MS, interrupt.first);
    }
  };
  return {
    scaleTo: async (replicas) => {
      if (interrupt.happened) return;
      await ask(replicas);
      await until(
        `${replicas} replicas were not ready`,
        ({ ready, asked }) => ready === replicas && asked === replicas,
      );
    },
    has: async (replicas) => (await ask(null)).ready === replicas,
    drained: () =>
      until('the replicas did not finish what they had', ({ inHand, waiting }) => inHand + waiting === 0),
  };
}

/** What the user's commands say goes into the folder's logs. */
export function commandScaler(
  { command, ready }: ScaleCommands,
  { start, folder, interrupt }: { start: StartChild; folder: string; interrupt: Interrupted },
): Scaler {
  const run = async (name: string, text: string): Promise<Child> => {
    const child = await start({
      name,
      command: 'sh',
      args: ['-c', text],
      logFile: join(folder, `${name}.log`),
    });
    await anyOf(READY_MS_MAX, child.exited, interrupt.first);
    if (child.exit === null) await child.stop();
    return child;
  };
  const said = async (child: Child): Promise<string> => {
    const words = await lastLines(child.logFile, LOG_TAIL_LINES);
    return `${child.exit?.signal ?? `exit code ${child.exit?.code}`}: ${words === '' ? 'it said nothing' : words}`;
  };
  const isReady = (replicas: number): Promise<Child> =>
    run(`ready-${replicas}`, ready.replaceAll(COUNT_IN_COMMAND, String(replicas)));
  return {
    scaleTo: async (replicas) => {
      // Whoever has pressed Ctrl-C wants nothing more to be changed.
      if (interrupt.happened) return;
      const untilMs = performance.now() + READY_MS_MAX;
      const asked = await run(`scale-${replicas}`, command.replaceAll(COUNT_IN_COMMAND, String(replicas)));
      if (!interrupt.happened && asked.exit?.code !== 0)
        throw failed(`capacity.scale.command for ${replicas} replicas ended with ${await said(asked)}`);
      while (!interrupt.happened) {
        const child = await isReady(replicas);
        if (child.exit?.code === 0 || interrupt.happened) return;
        if (performance.now() > untilMs)
          throw failed(
            `${replicas} replicas were not ready within ${READY_MS_MAX / MS_PER_SECOND} s: capacity.scale.ready ended with ${await said(child)}`,
          );
        await anyOf(COMMAND_EVERY_MS, interrupt.first);
      }
    },
    has: async (replicas) => interrupt.happened || (await isReady(replicas)).exit?.code === 0,
    drained: async (seconds) => {
      await anyOf(Math.min(seconds, DRAIN_SECONDS_MAX) * MS_PER_SECOND, interrupt.first);
    },
  };
}

/** Waits for any of them, but not for longer. No timer is left. */
async function anyOf(msMax: number, ...events: readonly Promise<unknown>[]): Promise<void> {
  const over = new AbortController();
  const late = sleep(msMax, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([...events, late]);
  over.abort();
}

const failed = (problem: string, cause?: unknown): CarnivalError =>
  new CarnivalError(`the target could not be scaled: ${problem}`, {
    hint: 'see the logs in its folder; if six counts were measured before, --from takes its levels.json',
    ...(cause === undefined ? {} : { cause }),
  });
