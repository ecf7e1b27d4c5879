/**
 * Whether dist/ was built from the code that is here. Plain JavaScript: the build itself asks too, and Node 20 cannot run TypeScript.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Written by the build: what it read, by hash, and what it wrote. */
export const STATE_FILE = join('dist', 'built-from.json');

/**
 * @param {string} root of the project
 * @param {readonly string[]} files relative to it
 * @returns {Record<string, string>}
 */
export const hashesOf = (root, files) =>
  Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex'),
    ]),
  );

/**
 * @param {string} root of the project
 * @returns {'fresh' | 'stale' | 'missing'}
 */
export function buildState(root) {
  if (!existsSync(join(root, STATE_FILE))) return 'missing';
  const { inputs, outputs } = JSON.parse(readFileSync(join(root, STATE_FILE), 'utf8'));
  if (!outputs.every((file) => existsSync(join(root, file)))) return 'missing';
  const files = Object.keys(inputs);
  if (!files.every((file) => existsSync(join(root, file)))) return 'stale';
  const now = hashesOf(root, files);
  return files.every((file) => now[file] === inputs[file]) ? 'fresh' : 'stale';
}
