/** However a rehearsal ends, it leaves its files and nobody behind. */

import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { nobody, wholeFamily } from '../workshop/testing/family.ts';
import { familyOf, type Kin, PATIENCE, processesWith } from '../workshop/testing/processes.ts';
import { rehearsed, startCommand, startRehearsal } from '../workshop/testing/trial.ts';
import { TRIAL_LOAD, trialPlan } from '../workshop/testing/trial-plan.ts';

const started = (...texts: readonly string[]): Promise<void> =>
  vi.waitFor(async () => expect(await processesWith(...texts)).not.toEqual([]), PATIENCE);

describe('an interrupted rehearsal', () => {
  it('is judged on what there is, ends with 130 and leaves no process', async () => {
    let family: readonly Kin[] = [];
    const { code, verdict, said, folder } = await rehearsed(trialPlan(TRIAL_LOAD), [], async (trial) => {
      family = await wholeFamily(trial.pid);
      trial.child.kill('SIGINT');
    });
    expect(code, said).toBe(130);
    expect(verdict.interrupted).toBe(true);
    expect(verdict.outcome).not.toBe('pass');
    expect(verdict.proven.phases[0]!.requestsPerSecond).toBeGreaterThan(0);
    await nobody(family, folder);
  });

  it('before its load starts nothing more, keeps its folder, and ends with 130 without a verdict', async () => {
    const trial = await startRehearsal(trialPlan(TRIAL_LOAD));
    const folder = await trial.folder();
    // The keeper stands before the listener does; the shop comes after both.
    await started('shop.js', folder);
    const family = await familyOf(trial.pid);
    trial.child.kill('SIGINT');
    const { code, said } = await trial.ended;
    expect(code, said).toBe(130);
    expect(said).toContain('Interrupted before any load was sent');
    const files = await readdir(folder);
    expect(files).toEqual(expect.arrayContaining(['forecast.json', 'events.jsonl']));
    for (const never of ['prometheus.log', 'k6.log', 'k6-console.log', 'plan.json', 'verdict.json'])
      expect(files).not.toContain(never);
    expect(await readFile(join(folder, 'events.jsonl'), 'utf8')).toContain('nothing was sent');
    await nobody(family, folder);
  });

  it('ends at once at the second Ctrl-C and leaves no process', async () => {
    const trial = await startRehearsal(trialPlan(TRIAL_LOAD));
    const folder = await trial.folder();
    await started('--console-output', folder);
    const family = await wholeFamily(trial.pid);
    trial.child.kill('SIGINT');
    trial.child.kill('SIGTERM');
    expect((await trial.ended).code).toBe(130);
    await nobody(family, folder);
  });

  it('that is killed with -9 takes every process with it', async () => {
    const trial = await startRehearsal(trialPlan(TRIAL_LOAD));
    const folder = await trial.folder();
    const family = await wholeFamily(trial.pid);
    trial.child.kill('SIGKILL');
    await trial.ended;
    await nobody(family, folder);
  });
});

describe('a port that is taken', () => {
  it('is passed over when nobody named it, and is a clear error when somebody did', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const named = await startRehearsal(trialPlan(TRIAL_LOAD), ['--shop-port', String(port)]);
    const { code, said } = await named.ended;
    expect(code).toBe(1);
    expect(said).toContain(`--shop-port: port ${port}`);

    // Taken by somebody else is as good.
    const defaults = [9090, 7101].map((each) =>
      createServer()
        .on('error', () => undefined)
        .listen(each, '127.0.0.1'),
    );
    try {
      const plan = trialPlan({ seconds: 2, browsers: 500, couponBuyersPerHour: 36_000 });
      const { folder } = await rehearsed(plan);
      const { run } = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8'));
      expect(Object.values(run.targets)).not.toContain('http://127.0.0.1:7101');
    } finally {
      for (const server of [squatter, ...defaults]) server.close();
    }
  });

  it('for the second region is an error, and the first region is ended again', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const first = (squatter.address() as AddressInfo).port - 1;
    const trial = await startRehearsal(trialPlan(TRIAL_LOAD), ['--shop-port', String(first)]);
    const { code, said } = await trial.ended;
    squatter.close();
    expect(code, said).toBe(1);
    expect(said).toContain(`--shop-port: port ${first + 1}`);
    const folder = await trial.folder();
    expect(await readdir(join(folder, 'shop'))).toContain('east.log');
    expect(await processesWith(folder)).toEqual([]);
  });
});

describe('a plan with mistakes', () => {
  it('is refused with all five of them and 104, before any process starts', async () => {
    const good = trialPlan(TRIAL_LOAD);
    const trial = await startRehearsal({
      ...good,
      speed: 0,
      channels: { home: 0.4, search: 0.4, activity: 0.4 },
      withinMs: '1200',
      pacee: 1,
      regions: [{ name: 'east', share: 0.5 }],
    });
    const { code, said } = await trial.ended;
    expect(code).toBe(104);
    expect(said).toContain('5 mistakes');
    for (const path of ['speed', 'channels', 'withinMs', 'pacee', 'regions'])
      expect(said).toContain(`  ${path}`);
    await expect(readdir(trial.runs)).rejects.toThrow('ENOENT');
  });

  it('or an unknown option, or a target that nobody allowed, ends with 104 and sends nothing', async () => {
    const unknown = await startCommand(['rehearse', '--pase', '2']).ended;
    expect(unknown.code).toBe(104);
    expect(unknown.said).toContain('--pace');
    const target = await startCommand(['rehearse', '--plan', 'smoke', '--target', 'http://198.51.100.7'])
      .ended;
    expect(target.code).toBe(104);
    expect(target.said).toContain('198.51.100.7');
  });

  it('or options of the embedded shop together with a target, ends with 104 and every mistake', async () => {
    const target = createServer().listen(0, '127.0.0.1');
    await once(target, 'listening');
    let connections = 0;
    target.on('connection', () => connections++);
    const { port } = target.address() as { port: number };
    const shopOptions = ['--fault', 'home.view:hang', '--shop-port', '7201'];
    const url = `http://127.0.0.1:${port}/path`;
    try {
      const trial = await startRehearsal(trialPlan(TRIAL_LOAD), ['--target', url, ...shopOptions]);
      const { code, said } = await trial.ended;
      expect(code, said).toBe(104);
      expect(said).toContain('command line has 3 mistakes');
      expect(said).toContain('--fault: "home.view:hang" is for the embedded shop, which --target replaces');
      expect(said).toContain('--shop-port: 7201 is for the embedded shop');
      expect(said).toContain('has more than scheme, host and port');
      await expect(readdir(trial.runs)).rejects.toThrow('ENOENT');
      const wrongPlan = { ...trialPlan(TRIAL_LOAD), withinMs: '1200' };
      const both = await (await startRehearsal(wrongPlan, ['--target', url, ...shopOptions])).ended;
      expect(both.code).toBe(104);
      for (const path of ['withinMs', '--fault', '--shop-port']) expect(both.said).toContain(`  ${path}`);
      expect(connections).toBe(0);
    } finally {
      target.close();
    }
  });
});
