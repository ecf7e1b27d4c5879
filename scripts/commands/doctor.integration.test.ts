import { chmod, cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { MODULES, moduleFolder } from '../machine/toolchain/module.ts';
import { doctor } from './doctor.ts';

/** A project with the real pins and nothing built, and what `doctor` prints there. */
const visit = async (env: Record<string, string>) => {
  const root = temporaryFolder();
  for (const module of MODULES) {
    await cp(moduleFolder(projectRoot(), module), moduleFolder(root, module), { recursive: true });
  }
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const code = await doctor({
    print,
    env: { PATH: '/bin', XDG_CACHE_HOME: join(root, 'cache'), ...env },
    root,
    columns: 100,
  });
  return { code, text: lines.join('\n'), root };
};

it('ends with 1 when a variable names what is not there, says so, and builds nothing', async () => {
  const { code, text, root } = await visit({ K6_BIN: '/no/such/k6' });
  expect(code).toBe(1);
  expect(text).toMatch(/^bad +environment +K6_BIN="\/no\/such\/k6"/m);
  expect(text).toMatch(/A rehearsal cannot run here yet: .*environment/);
  expect(await readdir(root)).toEqual(['scripts']);
});

it('ends with 0 when the tools are there, with a line for each thing that it looked at', async () => {
  const tools = temporaryFolder();
  const env: Record<string, string> = {};
  for (const [variable, says] of [
    ['K6_BIN', 'k6 v2.2.0 (go1.26.8, linux/amd64)'],
    ['PROMETHEUS_BIN', 'prometheus, version 3.15.0 (branch: )'],
    ['PROMTOOL_BIN', 'promtool, version 3.15.0 (branch: )'],
  ] as const) {
    const path = join(tools, variable);
    await writeFile(path, `#!/bin/sh\necho "${says}"\n`);
    await chmod(path, 0o755);
    env[variable] = path;
  }
  const { code, text } = await visit(env);
  const subjects = text.split('\n').map((line) => line.slice(6, 19).trim());
  for (const subject of [
    'k6',
    'prometheus',
    'promtool',
    'Go',
    'Node',
    'cores',
    'memory',
    'open files',
    'disk',
    'ports',
  ]) {
    expect(subjects).toContain(subject);
  }
  expect(text).toContain('A rehearsal can run.');
  expect(code).toBe(0);
});
