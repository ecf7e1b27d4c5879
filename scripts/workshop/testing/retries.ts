/** Retries are never hidden: each is printed when it happens, and again in the last lines of `.ci/run`. */
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'vitest';
import { projectRoot } from '../../machine/project-root.ts';

/** One line a retry. `.ci/summary.mjs` reads it. */
const RETRIES_FILE = join(projectRoot(), '.cache', 'test-retries.txt');

export const forgetRetries = (): void => rmSync(RETRIES_FILE, { force: true });

/** To be called from a test or a hook, before it tries again. */
export function noteRetry(reason: string): void {
  const { testPath = '', currentTestName } = expect.getState();
  const line = [relative(projectRoot(), testPath), currentTestName, reason].filter(Boolean).join(' · ');
  console.warn(`retried: ${line}`);
  mkdirSync(dirname(RETRIES_FILE), { recursive: true });
  appendFileSync(RETRIES_FILE, `${line}\n`);
}
