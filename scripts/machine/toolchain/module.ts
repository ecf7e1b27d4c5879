/** The Go modules that pin the tools, and how each is built. */
import { join } from 'node:path';
import type { ToolName } from './tool.ts';

export interface Module {
  readonly folder: 'k6' | 'prometheus';
  readonly tools: readonly ToolName[];
  /** After `go build`. */
  readonly buildArgs: readonly string[];
  /** Measured for a build with empty caches: the CPU seconds that more cores share ... */
  readonly cpuSeconds: number;
  /** ... and the seconds that they do not share (downloads, linking). */
  readonly serialSeconds: number;
}

/** Leaves out this machine's paths, and the state of git, which belongs to this project and not to the tool. */
const COMMON_ARGS = ['-mod=readonly', '-trimpath', '-buildvcs=false', '-v'] as const;
/** Leaves out the symbol table and debug data. */
const STRIP = '-s -w';

export const MODULES: readonly Module[] = [
  {
    folder: 'k6',
    tools: ['k6'],
    buildArgs: [...COMMON_ARGS, `-ldflags=${STRIP}`, 'go.k6.io/k6/v2'],
    cpuSeconds: 180,
    serialSeconds: 30,
  },
  {
    folder: 'prometheus',
    tools: ['prometheus', 'promtool'],
    buildArgs: [
      ...COMMON_ARGS,
      // Service discovery for clouds would double its size, and a rehearsal knows its targets.
      '-tags=remove_all_sd',
      `-ldflags=${STRIP} -X github.com/prometheus/common/version.Version=3.15.0`,
      'github.com/prometheus/prometheus/cmd/prometheus',
      'github.com/prometheus/prometheus/cmd/promtool',
    ],
    cpuSeconds: 340,
    serialSeconds: 40,
  },
];

export const moduleFolder = (root: string, { folder }: Module): string =>
  join(root, 'scripts', 'machine', 'toolchain', folder);

export const estimateSeconds = (modules: readonly Module[], cores: number): number =>
  modules.reduce((sum, { cpuSeconds, serialSeconds }) => sum + cpuSeconds / cores + serialSeconds, 0);
