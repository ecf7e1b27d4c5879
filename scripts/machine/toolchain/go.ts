/** Go, which builds the tools that are missing: is it there, and is it new enough? */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { type Env, run } from './run.ts';

export interface Go {
  /** `1.26.8` */
  readonly version: string;
  /** GOTOOLCHAIN. `local` keeps Go from fetching a newer Go. Empty before Go 1.21, which cannot fetch one. */
  readonly toolchain: string;
}

/** Null if there is no working Go on PATH. */
export const lookAtGo = async (env: Env): Promise<Go | null> => {
  const { output, failure } = await run('go', ['env', 'GOVERSION', 'GOTOOLCHAIN'], env);
  if (failure) return null;
  const [version = '', toolchain = ''] = output.split('\n');
  return { version: version.replace(/^go/, ''), toolchain };
};

/** The `go` line of a module: what its newest requirement demands. */
export const goNeeded = async (moduleFolder: string): Promise<string> => {
  const file = join(moduleFolder, 'go.mod');
  const needed = (await readFile(file, 'utf8')).match(/^go (\S+)$/m)?.[1];
  if (!needed) throw new CarnivalError(`"${file}" has no \`go\` line`);
  return needed;
};

/** Go 1.21 is the first that fetches a newer Go by itself. @see https://go.dev/doc/toolchain */
const FETCHES_FROM = '1.21';

/** In words: why this Go cannot build a module that needs `needed`; null if it can. */
export const goProblem = (go: Go | null, needed: string): string | null => {
  if (!go) return 'there is no Go on PATH to build it with';
  if (isAtLeast(go.version, needed)) return null;
  if (!isAtLeast(go.version, FETCHES_FROM))
    return `Go ${go.version} is too old to build it (needs ${needed})`;
  if (go.toolchain !== 'local') return null;
  return `Go ${go.version} is too old to build it (needs ${needed}), and GOTOOLCHAIN=local keeps it from fetching a newer one`;
};

const isAtLeast = (version: string, wanted: string): boolean => {
  const [major = 0, minor = 0, patch = 0] = numbers(version);
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = numbers(wanted);
  if (major !== wantedMajor) return major > wantedMajor;
  return minor !== wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
};

const numbers = (version: string): readonly number[] => (version.match(/\d+/g) ?? []).slice(0, 3).map(Number);

/** How to install Go, one line per platform. */
export const installHint = (needed: string): string =>
  [
    `install Go ${needed} or newer and run this again:`,
    '  Debian, Ubuntu   sudo apt-get install golang-go   (too old there? sudo snap install go --classic)',
    '  Fedora           sudo dnf install golang',
    '  macOS            brew install go',
    '  Windows          inside WSL (wsl --install), as on Ubuntu',
    '  elsewhere        https://go.dev/doc/install',
    `From Go ${FETCHES_FROM} on, GOTOOLCHAIN=auto lets Go fetch the newer Go that it needs.`,
  ].join('\n');
