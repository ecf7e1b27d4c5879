/** Drills by commands and calls of the user's: set, lifted, and lifted too when nobody is left to do it but the lifter. */
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import type { DrillFault } from '../../../scenarios/drills/drill.ts';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../../machine/processes/keeper.ts';
import { PATIENCE, processesWith, uniqueSleep } from '../../workshop/testing/processes.ts';
import { startRehearsal } from '../../workshop/testing/trial.ts';
import { trialPlan } from '../../workshop/testing/trial-plan.ts';
import { type Lifter, startLifter } from './lifter.ts';
import { doAction, type UserAction } from './user-action.ts';
import { userLever } from './user-lever.ts';

let keeper: Keeper;
let lifter: Lifter;
let folder: string;
const losses: string[] = [];
beforeEach(async () => {
  folder = temporaryFolder();
  losses.length = 0;
  keeper = await startKeeper();
  lifter = await startLifter(join(folder, 'events.jsonl'), (reason) => losses.push(reason));
});
afterEach(async () => {
  await lifter.close();
  await keeper.close();
});

const start = (child: Parameters<typeof startChild>[1]) => startChild(keeper, child);
const file = (name: string): string => join(folder, name);
const command = (...words: readonly string[]): UserAction => ({
  ...{ kind: 'command', words, cwd: folder, logFile: file('drill-one.log') },
  env: { CARNIVAL_RUN: 'run-1', CARNIVAL_DRILL: 'one' },
});
const shell = (script: string): UserAction => command('sh', '-c', script);
const leverOf = (begin: UserAction, end: UserAction) =>
  userLever({ drill: 'one', begin, end, start, lifter });
const events = (): Promise<string> => readFile(file('events.jsonl'), 'utf8').catch(() => '');

/** A chaos tool that remembers what it was told. */
async function chaosTool(status = 204) {
  const told: string[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    told.push(`${method} ${url} ${headers.authorization} ${await text(request)}`);
    response.writeHead(status, { connection: 'close' }).end(status === 204 ? undefined : 'not now');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, told, close: () => server.close() };
}

describe('a command', () => {
  it('sets and lifts: as words that no shell reads, where Carnival was started, with its output in the run', async () => {
    const lever = leverOf(
      command('sh', '-c', 'echo "$CARNIVAL_RUN $CARNIVAL_DRILL $1"; touch on', 'sh', '$HOME; x'),
      command('rm', 'on'),
    );
    await lever.set(1000);
    expect(await readFile(file('on'), 'utf8')).toBe('');
    expect(await readFile(file('drill-one.log'), 'utf8')).toBe('run-1 one $HOME; x\n');
    await lever.lift();
    await expect(readFile(file('on'))).rejects.toThrow('ENOENT');
    await lever.lift();
  });

  it.each([
    { given: 'that fails', words: ['sh', '-c', 'exit 3'], want: /"sh" ended with 3; see .*drill-one\.log/ },
    { given: 'that is not there', words: ['no-such-command'], want: /no command "no-such-command"/ },
  ])('$given has set nothing, and is ended all the same', async ({ words, want }) => {
    const lever = leverOf(command(...words), command('touch', 'ended'));
    await expect(lever.set(1000)).rejects.toThrow(want);
    await lever.lift();
    expect(await readFile(file('ended'), 'utf8')).toBe('');
  });

  it('that does not end in time is killed with all that it has started', async () => {
    const marker = uniqueSleep();
    await expect(doAction(shell(`${marker} & ${marker}`), start, 500)).rejects.toThrow(
      /not ended after 0.5 s/,
    );
    await vi.waitFor(async () => expect(await processesWith(marker)).toEqual([]), PATIENCE);
  });
});

describe('a call', () => {
  it('sets and lifts, with its body, and with a secret of the environment', async () => {
    const { url, told, close } = await chaosTool();
    vi.stubEnv('CHAOS_TOKEN', 'Bearer secret');
    const call = (method: string, path: string, rest: object): UserAction => ({
      ...{ kind: 'http', method, url: `${url}${path}`, addresses: ['127.0.0.1'], authorities: [] },
      runId: 'run-1',
      ...rest,
    });
    const lever = leverOf(
      call('POST', '/on?x=1', { body: { delayMs: 5 }, authorizationEnv: 'CHAOS_TOKEN' }),
      call('DELETE', '/on', {}),
    );
    await lever.set(1000);
    await lever.lift();
    vi.unstubAllEnvs();
    close();
    expect(told).toEqual(['POST /on?x=1 Bearer secret {"delayMs":5}', 'DELETE /on undefined ']);
  });

  it('that is refused has set nothing, and says what was answered', async () => {
    const { url, close } = await chaosTool(503);
    const call: UserAction = {
      ...{ kind: 'http', method: 'POST', url: `${url}/on`, addresses: ['127.0.0.1'], authorities: [] },
      runId: 'run-1',
    };
    await expect(leverOf(call, call).set(1000)).rejects.toThrow(/POST .*\/on: HTTP 503 "not now"/);
    close();
  });
});

describe('the lifter', () => {
  it('lifts what is still set when the pipe closes, tries again, and notes what it did', async () => {
    await writeFile(file('tries'), '');
    const end = shell('echo x >> tries; [ $(wc -l < tries) -ge 2 ] && touch lifted');
    await leverOf(command('true'), end).set(1000);
    await lifter.close();
    await vi.waitFor(async () => expect(await readFile(file('lifted'), 'utf8')).toBe(''), PATIENCE);
    await vi.waitFor(async () => expect(await events()).toContain('its fault is lifted'), PATIENCE);
    expect(await events()).toContain('“one”: Carnival has ended; its fault is not lifted yet');
    await vi.waitFor(async () => expect(await processesWith('lifter.js', folder)).toEqual([]), PATIENCE);
  });

  it('lifts nothing that is lifted already, and ends', async () => {
    const lever = leverOf(command('true'), shell('echo x >> ended'));
    await lever.set(1000);
    await lever.lift();
    await lifter.close();
    expect(await processesWith('lifter.js', folder)).toEqual([]);
    expect(await readFile(file('ended'), 'utf8')).toBe('x\n');
  });

  it('that was killed is told of, and nothing more is begun', async () => {
    const lever = leverOf(command('touch', 'begun'), command('touch', 'ended'));
    await lever.set(1000);
    process.kill(lifter.pid, 'SIGKILL');
    await vi.waitFor(
      () => expect(losses).toEqual([expect.stringMatching(/would lift the faults of one/)]),
      PATIENCE,
    );
    await lever.lift();
    const next = userLever({
      drill: 'two',
      begin: command('touch', 'two'),
      end: command('true'),
      start,
      lifter,
    });
    await expect(next.set(1000)).rejects.toThrow(
      'the process that would lift it, should Carnival die, is gone',
    );
    await next.lift();
    await expect(readFile(file('two'))).rejects.toThrow('ENOENT');
  });
});

it('a rehearsal that is killed with -9 leaves no fault of a command or a call behind', async () => {
  const { url, told, close } = await chaosTool();
  const drill = (name: string, fault: DrillFault): PlannedDrill => ({
    ...{ name, fault, where: { region: 'east' }, expect: [] },
    at: { phase: 'burst', minute: 1 },
    for: { seconds: 5, recoverySeconds: 1 },
  });
  const drills = [
    drill('by-command', {
      kind: 'command',
      begin: ['touch', file('on')],
      end: ['rm', file('on')],
    }),
    {
      ...drill('by-call', {
        kind: 'http',
        begin: { method: 'PUT', url: `${url}/fault` },
        end: { method: 'DELETE', url: `${url}/fault` },
      }),
      overlaps: ['by-command'],
    },
  ];
  const plan = trialPlan({ seconds: 12, browsers: 300, couponBuyersPerHour: 36_000 }, { drills });
  const trial = await startRehearsal(plan);
  await vi.waitFor(async () => {
    expect(await readFile(file('on'), 'utf8').catch(trial.said)).toBe('');
    expect(told).toHaveLength(1);
  }, PATIENCE);
  trial.child.kill('SIGKILL');
  await trial.ended;
  await vi.waitFor(
    () => expect(told).toEqual([expect.stringContaining('PUT'), expect.stringContaining('DELETE')]),
    PATIENCE,
  );
  await vi.waitFor(() => expect(readFile(file('on'))).rejects.toThrow('ENOENT'), PATIENCE);
  close();
  const run = await trial.folder();
  await vi.waitFor(async () => expect(await processesWith(run)).toEqual([]), PATIENCE);
  const noted = await readFile(join(run, 'events.jsonl'), 'utf8');
  for (const { name } of drills)
    expect(noted).toContain(`drill “${name}”: Carnival has ended; its fault is lifted`);
});
