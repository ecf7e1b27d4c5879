import { chmod, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { EXIT } from '../../mistakes/exit-codes.ts';
import { runFixture } from '../../workshop/testing/fixture.ts';
import { PATIENCE, processesWith } from '../../workshop/testing/processes.ts';
import { projectRoot } from '../project-root.ts';
import { MODULES, moduleFolder } from './module.ts';
import type { Env } from './run.ts';
import { ensureTool, ensureTools, lookAround } from './toolchain.ts';

const ENSURE = new URL('../../workshop/testing/programs/ensure-tools-once.ts', import.meta.url);
const CORES = 2;
const K6 = 'echo "k6 v2.2.0 (go1.26.8, linux/amd64)"';
const OLD_K6 = 'echo "k6 v1.4.0 (go1.24, linux/amd64)"';
const saysPrometheus = (name: string) => `echo "${name}, version 3.15.0 (branch: , revision: unknown)"`;

/** Instead of compiling, writes shell scripts that say the right versions; counts its builds in `$0.builds`. */
const GO = `
if [ "$1" = env ]; then echo go1.26.8; echo local; exit; fi
echo "$*" >> "$0.builds"
echo "go: downloading something v1"
sleep "\${FAKE_GO_SECONDS:-0}"
case "$*" in
  *no-k6-here*) echo "cannot" >&2; exit 1 ;;
  *k6*) printf '#!/bin/sh\\n${K6}\\n' > "$3/k6"; chmod +x "$3/k6" ;;
  *) for t in prometheus promtool; do
       printf '#!/bin/sh\\necho "%s, version 3.15.0 (branch: )"\\n' "$t" > "$3/$t"; chmod +x "$3/$t"
     done ;;
esac
`;

const writeScript = async (folder: string, name: string, body: string): Promise<string> => {
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
};

/** A project with the real pins, and a PATH with a shell on it but nothing of the machine's own Go, k6 or Prometheus. */
const project = async (onPath: Readonly<Record<string, string>>) => {
  const root = temporaryFolder();
  const bin = join(root, 'bin');
  for (const module of MODULES) {
    await cp(moduleFolder(projectRoot(), module), moduleFolder(root, module), { recursive: true });
  }
  await mkdir(bin);
  // What makes it a checkout, with a cache of its own.
  await writeFile(join(root, 'esbuild.config.mjs'), '');
  for (const command of ['sh', 'sleep', 'chmod']) await symlink(`/bin/${command}`, join(bin, command));
  for (const [name, body] of Object.entries(onPath)) await writeScript(bin, name, body);
  const lines: string[] = [];
  const ensure = (env: Env = {}) =>
    ensureTools({ root, env: { PATH: bin, ...env }, cores: CORES, progress: (line) => lines.push(line) });
  const builds = async () => (await readFile(join(bin, 'go.builds'), 'utf8')).trim().split('\n');
  return { root, bin, ensure, lines, builds };
};

describe('tools that are there', () => {
  it('are taken from PATH, and nothing is built', async () => {
    const { bin, ensure, lines } = await project({
      k6: K6,
      prometheus: saysPrometheus('prometheus'),
      promtool: saysPrometheus('promtool'),
    });
    expect(await ensure()).toEqual({
      k6: { path: join(bin, 'k6'), version: '2.2.0', from: 'path' },
      prometheus: { path: join(bin, 'prometheus'), version: '3.15.0', from: 'path' },
      promtool: { path: join(bin, 'promtool'), version: '3.15.0', from: 'path' },
    });
    expect(lines).toEqual([]);
  });

  it('are taken from the environment before PATH', async () => {
    const { root, ensure } = await project({
      k6: OLD_K6,
      prometheus: saysPrometheus('prometheus'),
      promtool: saysPrometheus('promtool'),
    });
    const mine = await writeScript(join(root, 'mine'), 'my-k6', K6);
    expect((await ensure({ K6_BIN: mine })).k6).toEqual({
      path: mine,
      version: '2.2.0',
      from: 'environment',
    });
  });
});

it('a tool that is asked for alone needs no other', async () => {
  const { root, bin, lines } = await project({ k6: K6 });
  const progress = (line: string): void => void lines.push(line);
  expect(await ensureTool('k6', { root, env: { PATH: bin }, cores: CORES, progress })).toEqual({
    path: join(bin, 'k6'),
    version: '2.2.0',
    from: 'path',
  });
  expect(lines).toEqual([]);
});

describe('a variable that names a tool', () => {
  const cases = [
    {
      given: 'which is not there',
      script: null,
      want: /K6_BIN: ".*my-k6" does not run \([\s\S]*ENOENT[\s\S]*\n +hint: name a k6 2\.2\.x/,
    },
    {
      given: 'of another version',
      script: OLD_K6,
      want: /K6_BIN: ".*" is k6 1\.4\.0, but Carnival needs 2\.2\.x/,
    },
    {
      given: 'which is something else',
      script: 'echo hello',
      want: /K6_BIN: ".*" does not print a version of k6/,
    },
  ];
  it.each(cases)(
    '$given is an error that quotes it, although Go could build one',
    async ({ script, want }) => {
      const { root, ensure } = await project({ go: GO });
      const mine = script ? await writeScript(root, 'my-k6', script) : join(root, 'my-k6');
      await expect(ensure({ K6_BIN: mine })).rejects.toThrow(want);
    },
  );

  it('is reported with every other one that is wrong', async () => {
    const { ensure } = await project({ go: GO });
    const wrong = ensure({ K6_BIN: '/no/k6', PROMTOOL_BIN: '/no/promtool' });
    await expect(wrong).rejects.toThrow(/K6_BIN: "\/no\/k6"[\s\S]*PROMTOOL_BIN: "\/no\/promtool"/);
  });
});

describe('tools that are missing', () => {
  it('are built once, and found in the cache from then on, even without Go', async () => {
    const { bin, ensure, builds, lines, root } = await project({ go: GO });
    const built = await ensure();
    expect(Object.values(built).map(({ from }) => from)).toEqual(['built', 'built', 'built']);
    expect(built.k6.path).toMatch(new RegExp(`^${root}/.cache/toolchain/[0-9a-f]{12}-go1.26.8-.*/bin/k6$`));
    expect(lines[0]).toMatch(/Building k6 2\.2, prometheus 3\.15, promtool 3\.15 .*about \d+:\d\d min/);
    expect(await builds()).toHaveLength(2);

    await writeScript(bin, 'go', 'exit 1');
    const again = await ensure();
    expect(Object.values(again).map(({ from }) => from)).toEqual(['cache', 'cache', 'cache']);
  });

  it('are the only ones built', async () => {
    const { ensure, builds, lines } = await project({
      go: GO,
      k6: OLD_K6,
      prometheus: saysPrometheus('prometheus'),
      promtool: saysPrometheus('promtool'),
    });
    expect((await ensure()).k6.from).toBe('built');
    expect(await builds()).toEqual([expect.stringContaining('go.k6.io/k6/v2')]);
    expect(lines[0]).toMatch(/Passed over .*k6: it is k6 1\.4\.0/);
  });

  it('are built again when a pin changes, and when the cached one no longer runs', async () => {
    const { ensure, builds, root } = await project({ go: GO });
    const { k6 } = await ensure();
    await writeFile(k6.path, 'not a program');
    expect((await ensure()).k6).toEqual({ ...k6, from: 'built' });
    expect(await builds()).toHaveLength(3);
    await writeFile(join(root, 'scripts/machine/toolchain/k6/go.sum'), 'another pin\n');
    expect((await ensure()).k6.path).not.toBe(k6.path);
    expect(await builds()).toHaveLength(5);
  });

  it.each([
    {
      given: 'there is no Go',
      go: null,
      want: /not found: k6 2\.2, .*there is no Go on PATH/,
    },
    {
      given: 'Go is too old',
      go: 'echo go1.19.8; echo',
      want: /Go 1\.19\.8 is too old/,
    },
    { given: 'Go may not fetch', go: 'echo go1.25.1; echo local', want: /GOTOOLCHAIN=local keeps it from/ },
  ])('are one clear error when $given, and nothing is begun', async ({ go, want }) => {
    const { ensure, lines, root } = await project(go ? { go } : {});
    await expect(ensure()).rejects.toMatchObject({
      message: expect.stringMatching(want),
      hint: expect.stringMatching(/^install Go 1\.26[\s\S]*apt-get[\s\S]*brew[\s\S]*WSL[\s\S]*K6_BIN=/),
      exitCode: EXIT.broken,
    });
    expect(lines).toEqual([]);
    expect(await readdir(root)).not.toContain('.cache');
  });

  it('whose build fails are an error with the end of the log, and leave no half tool', async () => {
    const { ensure, root } = await project({ go: GO.replace('no-k6-here', 'go.k6.io') });
    await expect(ensure()).rejects.toMatchObject({
      message: expect.stringMatching(/^building k6 failed \(go build ended with 1\)[\s\S]*cannot/),
      hint: expect.stringContaining('GOPROXY'),
    });
    const cache = join(root, '.cache/toolchain');
    const [key] = await readdir(cache);
    expect(await readdir(join(cache, key!))).toEqual(['bin', 'build-k6.log']);
    expect(await readdir(join(cache, key!, 'bin'))).toEqual([]);
  });
});

describe('two runs', () => {
  const start = (root: string, bin: string, seconds: number) =>
    runFixture(ENSURE, [root], { PATH: bin, FAKE_GO_SECONDS: String(seconds) });

  it('at once both end with whole tools, and leave nothing of their building behind', async () => {
    const { root, bin, ensure, builds } = await project({ go: GO });
    const runs = await Promise.all([start(root, bin, 1), start(root, bin, 1)]);
    for (const { output } of runs) {
      await vi.waitFor(() => expect(output()).toContain('done'), PATIENCE);
      expect(output()).toMatch(
        /Building[\s\S]*k6 built[\s\S]*prometheus and promtool built[\s\S]*done built/,
      );
    }
    expect(await builds()).toHaveLength(4);
    expect(Object.values(await ensure()).map(({ from }) => from)).toEqual(['cache', 'cache', 'cache']);
    const cache = join(root, '.cache/toolchain');
    const [key] = await readdir(cache);
    expect(await readdir(join(cache, key!))).toEqual(['bin', 'build-k6.log', 'build-prometheus.log']);
  });

  it('one after the other, the first killed while it built: its build ends too, and the second builds', async () => {
    const { root, bin, ensure, builds } = await project({ go: GO });
    const killed = await start(root, bin, 60);
    await vi.waitFor(async () => expect(await builds()).toHaveLength(1), PATIENCE);
    expect((await processesWith(root)).length).toBeGreaterThan(1);
    killed.process.kill('SIGKILL');
    await vi.waitFor(async () => expect(await processesWith(root)).toEqual([]), PATIENCE);
    const outlook = await lookAround(root, { PATH: bin }, CORES);
    expect(outlook.found.missing).toEqual(['k6', 'prometheus', 'promtool']);
    expect((await ensure()).k6.from).toBe('built');
    const cache = join(root, '.cache/toolchain');
    const [key] = await readdir(cache);
    expect(await readdir(join(cache, key!))).toEqual(['bin', 'build-k6.log', 'build-prometheus.log']);
  });
});
