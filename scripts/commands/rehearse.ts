/** `carnival rehearse`: loads the shop or a target by the plan, and ends with a verdict. */
import { relative, resolve } from 'node:path';
import type { ExitCode } from '../exit-codes.ts';
import { rehearse } from '../rehearsal/rehearsal.ts';
import { admitTargets, resolveHost, runTargets } from '../target/admission.ts';
import { requestEnvironment } from '../target/environment.ts';
import { ensureTools } from '../toolchain/toolchain.ts';
import { printConsole } from '../verdict/print-console.ts';
import { type PlanArguments, planFrom } from './plan-from.ts';

export interface RehearseArguments extends PlanArguments {
  readonly target: readonly string[];
  readonly runs: string;
  readonly scenario?: string;
  readonly shopPort?: number;
  readonly prometheusPort?: number;
}

export async function rehearseCommand(options: RehearseArguments): Promise<ExitCode> {
  const { stdout, stderr } = process;
  const plan = await planFrom(options);
  const targets =
    options.target.length === 0
      ? null
      : runTargets(
          await admitTargets({
            targets: options.target,
            plan,
            resolve: resolveHost,
            request: requestEnvironment,
          }),
        );
  const tools = await ensureTools({ progress: (line) => stderr.write(`${line}\n`) });
  const { folder, verdict } = await rehearse({
    plan,
    tools,
    targets,
    runs: resolve(options.runs),
    adminToken: process.env.CARNIVAL_ADMIN_TOKEN ?? null,
    shopPort: options.shopPort ?? null,
    prometheusPort: options.prometheusPort ?? null,
    scenario: options.scenario === undefined ? null : resolve(options.scenario),
    output: stderr,
  });
  stdout.write(`\n${printConsole(verdict, { colour: colourWanted(stdout) })}\n`);
  stdout.write(`Files: ${relative(process.cwd(), folder)}/\n`);
  return verdict.exitCode;
}

/** @see https://no-color.org */
export const colourWanted = (output: NodeJS.WriteStream): boolean =>
  output.isTTY === true && !process.env.NO_COLOR;
