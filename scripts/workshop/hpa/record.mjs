/**
 * `npm run record:hpa [-- name …]`: records what the real autoscaler of Kubernetes does, as tests of `scripts/scale-out/`. Builds etcd,
 * kube-apiserver and kube-controller-manager from the Go modules pinned in go.mod beside this file: it needs Go, and the first time ten
 * minutes and 2 GB. All traces are recorded at once, in two minutes, on a machine that has little else to do. A name: only this trace.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importTypeScript } from '../import-typescript.mjs';

const TOOLS = resolve('.cache/hpa');
const MODULE = 'scripts/workshop/hpa';

const { recordAll } = await importTypeScript(`${MODULE}/record.ts`);
const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
const go = (...args) =>
  execFileSync('go', args, { cwd: MODULE, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const versionOf = (module) => go('list', '-m', '-f', '{{.Version}}', module).trim();

mkdirSync(TOOLS, { recursive: true });
console.error(
  'building etcd, kube-apiserver and kube-controller-manager: minutes the first time, then seconds',
);
go('build', '-trimpath', '-ldflags', '-s -w', '-o', `${TOOLS}/`, 'tool');
const folder = mkdtempSync(join(tmpdir(), 'carnival-hpa-'));
try {
  await recordAll({
    tools: TOOLS,
    folder,
    kubernetes: versionOf('k8s.io/kubernetes'),
    only: process.argv.slice(2),
    into: 'scripts/scale-out/testing/generated',
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
