#!/usr/bin/env node
/** The command line: what each command takes, and how its errors end. What a command does is in commands/. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { FAULT_KINDS } from '../scenarios/campaigns/faults.ts';
import { doctor } from './commands/doctor.ts';
import { forecastCommand } from './commands/forecast.ts';
import { judgeCommand } from './commands/judge.ts';
import { rehearseCommand } from './commands/rehearse.ts';
import { shopCommand } from './commands/shop.ts';
import { CarnivalError } from './mistakes/carnival-error.ts';
import { EXIT } from './mistakes/exit-codes.ts';

const PORT_MAX = 65_535;

const carnival = new Command('carnival')
  .description('Rehearses a mega-sale before the customers arrive, and ends with a verdict you can defend.')
  .showHelpAfterError('(add --help for what it takes)')
  .exitOverride();

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0 && number <= PORT_MAX) return number;
  throw new InvalidArgumentError(`"${value}" is not a port (1 to ${PORT_MAX}).`);
}

/** Options that choose and change a plan. */
function planned(command: Command): Command {
  return command
    .addOption(
      new Option('-p, --plan <name|path>', 'a plan of scenarios/campaigns, or a .ts or .json file').default(
        'summer-carnival',
      ),
    )
    .option('--scale <factor>', 'multiplies shoppers, arrivals, herds, stock and quota')
    .option('--pace <factor>', 'stretches (above 1) or squeezes think times of browsers')
    .option('--speed <factor>', 'calendar seconds in one real second')
    .option('--seed <number>', 'the same seed gives each shopper the same steps')
    .option('--only <phase>', 'only this phase (may be repeated)', collect, []);
}

const faulty = (command: Command): Command =>
  command.option(
    '--fault <name:kind[=value]>',
    `a fault in the shop: ${FAULT_KINDS.join(', ')}`,
    collect,
    [],
  );

faulty(planned(carnival.command('rehearse')))
  .description('load the embedded shop, or a target, by the plan, and judge it')
  .option('--target <url|region=url>', 'load this instead of the embedded shop (default-deny)', collect, [])
  .option('--runs <folder>', 'where runs are kept', 'runs')
  .option('--scenario <file>', 'a k6 script in place of scenarios/rehearsal.ts')
  .option('--shop-port <port>', "the first region's port; the others follow", port)
  .option('--prometheus-port <port>', 'the port of the run’s own Prometheus', port)
  .action(async (options) => end(await rehearseCommand(options)));

planned(carnival.command('forecast'))
  .description('what the plan will offer and what it takes, with no traffic')
  .option('--json', 'for programs')
  .option('--costs <file>', 'a cost file measured on another machine')
  .action(async (options) => end(await forecastCommand(options)));

faulty(planned(carnival.command('shop')))
  .description('run the embedded shop alone, until Ctrl-C')
  .option('--data <folder>', 'keep its data here')
  .option('--shop-port <port>', "the first region's port; the others follow", port)
  .action(async (options) => end(await shopCommand(options)));

carnival
  .command('judge <run>')
  .description('make the verdict of a run again from its folder')
  .action(async (folder) => end(await judgeCommand(folder)));

carnival
  .command('doctor')
  .description('what this machine has, and what that allows')
  .action(async () => end(await doctor({ print: (line) => process.stdout.write(`${line}\n`) })));

/** Not process.exit: output that goes to a pipe would be cut off. */
function end(code: number): void {
  process.exitCode = code;
}

function fail(error: unknown): void {
  if (isCommanderError(error)) {
    end(error.exitCode === 0 ? EXIT.pass : EXIT.badPlan);
  } else if (error instanceof CarnivalError) {
    const { message, hint, exitCode } = error;
    process.stderr.write(hint === null ? `${message}\n` : `carnival: ${message}\n  hint: ${hint}\n`);
    end(exitCode);
  } else {
    const { message, stack } = error as Error;
    process.stderr.write(`carnival: ${process.env.CARNIVAL_DEBUG ? stack : message}\n`);
    end(EXIT.broken);
  }
}

/** Commander has printed its own message by then. */
const isCommanderError = (error: unknown): error is Error & { readonly exitCode: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');

carnival.parseAsync().catch(fail);
