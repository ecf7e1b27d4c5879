/** What promtool says about rule files: every lint is fatal, and every test must hold. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureTool } from '../../machine/toolchain/toolchain.ts';
import { say } from '../../text/terminal.ts';
import { RULES_FOLDER } from './rule-files.ts';

export interface Checked {
  readonly isRight: boolean;
  /** What promtool said. */
  readonly said: string;
}

const LINT = ['check', 'rules', '--lint=all', '--lint-fatal'] as const;
const TEST = ['test', 'rules'] as const;
/** The rules that the tests are about lie beside them. */
const EXAMPLE = 'example.yml';

/**
 * @param folder with rules, and `tests/`
 * @throws CarnivalError when promtool is neither there nor can be built
 */
export async function checkRules(folder = RULES_FOLDER): Promise<Checked> {
  const { path } = await ensureTool('promtool', { progress: (line) => say(process.stderr, line) });
  const rules = await filesIn(folder);
  const tests = await filesIn(join(folder, 'tests'));
  const isExample = (file: string): boolean => file.endsWith(EXAMPLE);
  const checks = [
    [...LINT, ...rules, ...tests.filter(isExample)],
    [...TEST, ...tests.filter((file) => !isExample(file))],
  ];
  const checked = await Promise.all(checks.map((args) => run(path, args)));
  return {
    isRight: checked.every(({ isRight }) => isRight),
    said: checked.map(({ said }) => said).join('\n'),
  };
}

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.yml')).map((name) => join(folder, name));

const run = (command: string, args: readonly string[]): Promise<Checked> =>
  new Promise((resolve) => {
    execFile(command, args, (error, stdout, stderr) =>
      resolve({ isRight: error === null, said: stdout + stderr }),
    );
  });
