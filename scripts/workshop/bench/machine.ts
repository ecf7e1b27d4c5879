/** The machine in words: without it, figures mean little. No host name, no path. */
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { environmentOf } from '../../machine/environment.ts';
import { projectRoot } from '../../machine/project-root.ts';
import type { Tools } from '../../machine/toolchain/tool.ts';

const GIB = 2 ** 30;
const SYSTEM: Readonly<Record<string, string>> = { linux: 'Linux' };

export function describeMachine(tools: Tools): string {
  const { processor, cores, memoryBytes, node, k6, prometheus } = environmentOf(tools);
  const { dependencies } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return [
    `${cores} cores (${processor})`,
    `${Math.round(memoryBytes / GIB)} GiB`,
    SYSTEM[platform()] ?? platform(),
    `Node ${node}`,
    `k6 ${k6}`,
    `Prometheus ${prometheus}`,
    `fastify ${dependencies.fastify}`,
  ].join(', ');
}
