/**
 * Where built tools are kept: `<cache>/toolchain/<pins>-go<version>-<platform>/bin`. The cache is a checkout's own `.cache`. For an
 * installed package it is the user's: `npm ci` removes all that lies in the package, which may also belong to somebody else.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { isCheckout } from '../project-root.ts';
import { MODULES, moduleFolder } from './module.ts';
import type { Env } from './run.ts';

/** Hexadecimal digits of the pins' hash in a folder's name: short enough to read, long enough to be unique. */
const PINS_DIGITS = 12;

const PLATFORM = `${process.platform}-${process.arch}`;

export const cacheFolder = (root: string, env: Env): string =>
  join(isCheckout(root) ? join(root, '.cache') : join(userCache(env), 'carnival'), 'toolchain');

/** A relative path counts as not set. @see https://specifications.freedesktop.org/basedir-spec/latest/ */
const userCache = ({ XDG_CACHE_HOME: given = '', HOME: home }: Env): string =>
  isAbsolute(given) ? given : join(home || homedir(), '.cache');

/** Changes with every pin, and with the flags that a tool is built with. */
const pinsHash = async (root: string): Promise<string> => {
  const hash = createHash('sha256');
  for (const module of MODULES) {
    for (const file of ['go.mod', 'go.sum'])
      hash.update(await readFile(join(moduleFolder(root, module), file)));
    hash.update(JSON.stringify(module.buildArgs));
  }
  return hash.digest('hex').slice(0, PINS_DIGITS);
};

export const cacheKey = async (root: string, goVersion: string): Promise<string> =>
  `${await pinsHash(root)}-go${goVersion}-${PLATFORM}`;

/** `bin` folders for these pins and this platform, built by any Go. So tools are found even after Go was removed. */
export const cacheBins = async (root: string, env: Env): Promise<readonly string[]> => {
  const pins = await pinsHash(root);
  const folder = cacheFolder(root, env);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.startsWith(`${pins}-go`) && name.endsWith(`-${PLATFORM}`))
    .sort()
    .reverse()
    .map((name) => join(folder, name, 'bin'));
};
