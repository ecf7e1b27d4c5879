/** On what a run was made: two runs on different machines, or by different tools, are no fair comparison. No host name, no path. */
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';
import type { Tools } from './toolchain/tool.ts';

export interface Environment {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** `linux x64` */
  readonly system: string;
  /** Versions. */
  readonly carnival: string;
  readonly node: string;
  readonly k6: string;
  readonly prometheus: string;
}

export function environmentOf({ k6, prometheus }: Pick<Tools, 'k6' | 'prometheus'>): Environment {
  const { version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${arch()}`,
    carnival: version,
    node: process.versions.node,
    k6: k6.version,
    prometheus: prometheus.version,
  };
}
