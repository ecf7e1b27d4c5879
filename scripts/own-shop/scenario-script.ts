/** One script for k6: the crowd and the user's shop, without an import that could be missing on another generator. */
import { join } from 'node:path';
import { type BuildFailure, build } from 'esbuild';
import { projectRoot } from '../machine/project-root.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { carnivalAlias } from '../plan/load-module.ts';

/** @param entry what it runs: `rehearsal` all phases, `try` one shopper of each behaviour */
export async function scenarioScript(shopPath: string, entry: 'rehearsal' | 'try'): Promise<string> {
  const engine = join(projectRoot(), 'scenarios', 'crowd', entry === 'try' ? 'try-on-k6.ts' : 'on-k6.ts');
  const built = await build({
    stdin: {
      contents: `
import { stage } from ${JSON.stringify(engine)};
import shop from ${JSON.stringify(shopPath)};
const rehearsal = stage(JSON.parse(open(__ENV.CARNIVAL_PLAN)), () => shop);
export const options = rehearsal.options;
export default rehearsal.perform;
`,
      resolveDir: projectRoot(),
      sourcefile: 'scenario.ts',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['k6', 'k6/*'],
    alias: carnivalAlias(),
    logLevel: 'silent',
  }).catch((cause: BuildFailure) => {
    const problem = `cannot be bundled for k6: ${cause.errors?.[0]?.text ?? cause.message}`;
    const hint = 'it runs in k6, which has no Node: import nothing but carnival and files of your own';
    throw new PlanError(shopPath, [{ path: shopPath, value: undefined, problem, hint }], { cause });
  });
  return built.outputFiles[0]!.text;
}
