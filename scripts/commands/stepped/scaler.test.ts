import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import type { Child, ChildOptions, Exit, StartChild } from '../../machine/processes/child.ts';
import { commandScaler, embeddedScaler, type Interrupted } from './scaler.ts';

const COMMANDS = { command: 'scale --replicas={n}', ready: 'is-ready {n}' };
const folder = temporaryFolder();
const calm: Interrupted = { happened: false, first: new Promise(() => undefined) };
const interrupted: Interrupted = { happened: true, first: Promise.resolve('SIGINT') };
const ended = (code: number): Exit => ({ code, signal: null });

/** Each command ends as it is told; null: only when it is stopped. */
function shell(endOf: (text: string) => Exit | null) {
  const ran: string[] = [];
  const stopped: string[] = [];
  const start: StartChild = async ({ name, args, logFile }: ChildOptions): Promise<Child> => {
    const text = args.at(-1)!;
    ran.push(text);
    writeFileSync(logFile, `said by ${text}\n`);
    let exit = endOf(text);
    return {
      ...{ name, pid: 0, logFile, signal: () => undefined },
      exited: exit === null ? new Promise(() => undefined) : Promise.resolve(exit),
      get exit() {
        return exit;
      },
      stop: async () => {
        stopped.push(text);
        exit ??= { code: null, signal: 'SIGTERM' };
        return exit;
      },
    };
  };
  return { ran, stopped, start };
}

/** A timer that stays keeps a process from ending. */
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('a target that commands scale', () => {
  it('is asked for so many, and then whether they serve', async () => {
    const { ran, start } = shell(() => ended(0));
    const before = timers();
    await commandScaler(COMMANDS, { start, folder, interrupt: calm }).scaleTo(3);
    expect(ran).toEqual(['scale --replicas=3', 'is-ready 3']);
    expect(timers()).toBe(before);
  });

  it('is asked whether so many still serve', async () => {
    const { ran, start } = shell((text) => ended(text === 'is-ready 3' ? 0 : 1));
    const { has } = commandScaler(COMMANDS, { start, folder, interrupt: calm });
    expect([await has(3), await has(4)]).toEqual([true, false]);
    expect(ran).toEqual(['is-ready 3', 'is-ready 4']);
  });

  it('is asked again while its replicas do not serve', { timeout: 10_000 }, async () => {
    let asked = 0;
    const { ran, start } = shell((text) => ended(text.startsWith('is-ready') && asked++ < 1 ? 1 : 0));
    await commandScaler(COMMANDS, { start, folder, interrupt: calm }).scaleTo(3);
    expect(ran).toEqual(['scale --replicas=3', 'is-ready 3', 'is-ready 3']);
  });

  it('says what the command said when it fails', async () => {
    const { start } = shell(() => ended(4));
    const { scaleTo } = commandScaler(COMMANDS, { start, folder, interrupt: calm });
    await expect(scaleTo(3)).rejects.toMatchObject({
      message: expect.stringMatching(/for 3 replicas ended with exit code 4: said by scale --replicas=3/),
    });
  });

  it('is not touched after an interrupt', async () => {
    const { ran, start } = shell(() => ended(0));
    await commandScaler(COMMANDS, { start, folder, interrupt: interrupted }).scaleTo(3);
    expect(ran).toEqual([]);
  });

  it('has its command ended by an interrupt, and is not asked whether it is ready', async () => {
    const { ran, stopped, start } = shell(() => null);
    let interrupt = (): void => undefined;
    const state = {
      happened: false,
      first: new Promise<string>((resolve) => (interrupt = () => resolve('SIGINT'))),
    };
    const done = commandScaler(COMMANDS, { start, folder, interrupt: state }).scaleTo(3);
    state.happened = true;
    interrupt();
    await done;
    expect({ ran, stopped }).toEqual({ ran: ['scale --replicas=3'], stopped: ['scale --replicas=3'] });
  });

  it('is waited for no longer once an interrupt has come', async () => {
    const before = timers();
    const { drained } = commandScaler(COMMANDS, {
      start: shell(() => null).start,
      folder,
      interrupt: interrupted,
    });
    await drained(30);
    expect(timers()).toBe(before);
  });
});

it('asks the embedded shop for nothing after an interrupt', async () => {
  // Nobody listens there.
  await expect(
    embeddedScaler('http://127.0.0.1:1', 'token', interrupted).scaleTo(2),
  ).resolves.toBeUndefined();
  await expect(embeddedScaler('http://127.0.0.1:1', 'token', calm).scaleTo(2)).rejects.toThrow(
    /could not be scaled: PUT http:\/\/127\.0\.0\.1:1\/admin\/replicas/,
  );
});
