/** The machine in words: without it, figures mean little. No host name, no path. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../machine/project-root.ts';
import type { Tools } from '../../machine/toolchain/tool.ts';

const GIB = 2 ** 30;
const SYSTEM: Readonly<Record<string, string>> = { linux: 'Linux' };

export function describeMachine({ k6, prometheus }: Tools): string {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  const { dependencies } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return [
    `${availableParallelism()} cores (${processor})`,
    `${Math.round(totalmem() / GIB)} GiB`,
    SYSTEM[platform()] ?? platform(),
    `Node ${process.versions.node}`,
    `k6 ${k6.version}`,
    `Prometheus ${prometheus.version}`,
    `fastify ${dependencies.fastify}`,
  ].join(', ');
}
