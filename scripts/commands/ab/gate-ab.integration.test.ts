/** Real processes: the base's command, and what becomes of it. Gates that decide take minutes: `npm run study:ab`. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../../machine/processes/child.ts';
import { startKeeper } from '../../machine/processes/keeper.ts';
import { projectRoot } from '../../machine/project-root.ts';
import { PlanError } from '../../mistakes/plan-error.ts';
import { keepPrinted } from '../../workshop/testing/printed.ts';
import { type GateArguments, gateCommand } from '../gate.ts';
import { buildUp } from './build-up.ts';

const NEVER = new Promise<string>(() => undefined);
/** What admission says while nobody listens. */
const SILENCE = new PlanError('command line', [
  {
    path: '--target',
    value: 'x',
    problem: 'does not answer its environment check (refused)',
    hint: 'is it running?',
  },
]);

async function building(command: string, admit: () => Promise<unknown>, changes = {}) {
  const folder = temporaryFolder();
  const keeper = await startKeeper();
  onTestFinished(() => keeper.close());
  return buildUp({
    ...{ name: 'base', option: '--ab', command, targets: ['http://127.0.0.1:1'], folder, admit },
    start: (child) => startChild(keeper, child),
    interrupt: { happened: false, first: NEVER },
    ...changes,
  });
}

describe('a build that a command starts', () => {
  it('is up once it may be loaded, and is ended with all that it has started', async () => {
    let asked = 0;
    const admit = async () => {
      if (++asked < 3) throw SILENCE;
    };
    const child = (await building('sleep 60 & sleep 60', admit))!;
    expect(child.exit).toBeNull();
    await child.stop();
    // Killed children are there until init has taken note.
    await until(() => (isAlive(-child.pid) ? null : true));
  });

  it('that ends by itself is told with its last words', async () => {
    const admit = () => Promise.reject(SILENCE);
    await expect(building('echo no database; exit 3', admit)).rejects.toMatchObject({
      exitCode: 1,
      message: 'the base ended (exit code 3), which --ab started: no database',
    });
    await expect(building('no-such-command-here', admit)).rejects.toThrow(/exit code 127.*not found/s);
  });

  it('that never answers is given up, with its last words', async () => {
    const admit = () => Promise.reject(SILENCE);
    await expect(building('echo waiting; sleep 60', admit, { upMsMax: 300 })).rejects.toThrow(
      'the base did not answer at http://127.0.0.1:1 within 0.3 s: waiting',
    );
  });

  it('that may not be loaded is not waited for', async () => {
    const refused = new PlanError('command line', [{ ...SILENCE.mistakes[0]!, problem: 'is production' }]);
    await expect(building('sleep 60', () => Promise.reject(refused))).rejects.toBe(refused);
  });
});

describe('carnival gate --ab', () => {
  keepPrinted();
  const options = (runs: string, changes: Partial<GateArguments>) =>
    ({
      ...{ plan: 'smoke', runs, target: [], tolerance: [], onInconclusive: 'fail', only: [] },
      ...changes,
    }) as unknown as GateArguments;

  it('tells all mistakes at once, and starts nothing', async () => {
    const runs = temporaryFolder();
    const mistaken = options(runs, {
      ...{ ab: 'exit 1', abTarget: ['nowhere'], target: ['http://127.0.0.1:1/path'] },
      ...{
        tolerance: ['time=lots'],
        onInconclusive: 'hope',
        blocks: '2',
        shopPort: 7101,
        baseline: 'base.json',
      },
    });
    await expect(gateCommand(undefined, mistaken)).rejects.toMatchObject({
      exitCode: 104,
      mistakes: [
        ...['--tolerance', '--on-inconclusive', '--blocks', '--baseline'],
        ...['--shop-port', '--target', '--ab-target'],
      ].map((path) => expect.objectContaining({ path })),
    });
    expect(readdirSync(runs)).toEqual([]);
  });

  it('starts no base where something answers already: it would be measured in its place', async () => {
    const other = createServer((_, answer) => {
      answer.setHeader('content-type', 'application/json');
      answer.end('{"environment":"mock"}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const abTarget = [`http://127.0.0.1:${(other.address() as AddressInfo).port}`];
    const taken = gateCommand(undefined, options(temporaryFolder(), { ab: 'sleep 60', abTarget }));
    await expect(taken).rejects.toMatchObject({
      exitCode: 1,
      message: `something answers at ${abTarget[0]} before the base was started`,
    });
  });

  it('leaves no base behind when it is killed', async () => {
    const file = join(temporaryFolder(), 'pid');
    const ab = `echo $$ > ${file}; exec sleep 60`;
    const args = [
      'gate',
      '--plan',
      'smoke',
      '--ab',
      ab,
      '--ab-target',
      'http://127.0.0.1:1',
      '--runs',
      temporaryFolder(),
    ];
    const gate = spawn(process.execPath, [join(projectRoot(), 'dist', 'carnival.js'), ...args], {
      stdio: 'ignore',
    });
    const pid = await until(() => Number(readFileSync(file, 'utf8').trim()) || null);
    gate.kill('SIGKILL');
    await until(() => (isAlive(pid) ? null : true));
  });
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Null, or an error: not yet. */
async function until<T>(look: () => T | null, msMax = 20_000): Promise<T> {
  const endMs = performance.now() + msMax;
  for (;;) {
    try {
      const seen = look();
      if (seen !== null) return seen;
    } catch {
      // Not there yet.
    }
    if (performance.now() > endMs) throw new Error('it did not come');
    await sleep(50);
  }
}
