/** Runs a program of ours in a process of its own, for tests that kill it or need two at once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';

/** Node 20 cannot run TypeScript: bundles `source` first, with the packages it imports. The process leads a group of its own. */
export async function runFixture(
  source: URL,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ process: ChildProcess; output: () => string }> {
  const bundle = join(temporaryFolder(), 'fixture.mjs');
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  const fixture = spawn(process.execPath, [bundle, ...args], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void fixture.kill('SIGKILL'));
  let output = '';
  fixture.stdout.on('data', (chunk) => {
    output += chunk;
  });
  return { process: fixture, output: () => output };
}
