#!/usr/bin/env node
/** The command line: the options of each command, and the exit code of its errors. The commands are in commands/. */
import { Command, CommanderError, Help } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { boundaryCommand } from './commands/boundary.ts';
import { compareCommand } from './commands/compare.ts';
import { dashboardsCommand } from './commands/dashboards.ts';
import { doctor } from './commands/doctor.ts';
import { forecastCommand } from './commands/forecast.ts';
import {
  builtInLine,
  type FoundConfig,
  foundConfig,
  saidOfConfig,
  withConfig,
} from './commands/found-config.ts';
import { gateCommand } from './commands/gate.ts';
import { initCommand } from './commands/init.ts';
import { judgeCommand } from './commands/judge.ts';
import {
  collect,
  faulty,
  ofAnyShop,
  paced,
  planned,
  port,
  rehearsing,
  showing,
  speaking,
} from './commands/option-groups.ts';
import { packCommand } from './commands/pack.ts';
import { rehearseCommand } from './commands/rehearse.ts';
import { reportCommand } from './commands/report.ts';
import { shopCommand } from './commands/shop.ts';
import { tryCommand } from './commands/try.ts';
import { printUsageError } from './commands/usage-error.ts';
import { buildState } from './machine/build-state.mjs';
import { isCheckout, projectRoot } from './machine/project-root.ts';
import { CarnivalError, printError } from './mistakes/carnival-error.ts';
import { EXIT, type ExitCode } from './mistakes/exit-codes.ts';
import { columnsOf, flushed, leave, outliveOutputs, say } from './text/terminal.ts';

const HELP = new Help();

const carnival = new Command('carnival')
  .description('Rehearses a mega-sale before the customers arrive, and ends with a verdict you can defend.')
  // Commander's errors reach `fail` like all others, and are printed there.
  .configureOutput({ outputError: () => undefined })
  // An empty list is where `collect` begins, and tells a reader nothing.
  .configureHelp({
    optionDescription: (option) => HELP.optionDescription(option).replace(' (default: [])', ''),
  })
  .exitOverride();

/** The options that were typed, and those that the folder's own file names. */
async function configured<Options extends FoundConfig>(typed: Options, command: Command): Promise<Options> {
  const config = await foundConfig(process.cwd());
  const isTyped = (option: keyof FoundConfig): boolean => command.getOptionValueSource(option) === 'cli';
  const options = withConfig(typed, isTyped, config);
  const ofConfig = saidOfConfig(typed, options, (option) =>
    command.options.some((its) => its.attributeName() === option),
  );
  // In Carnival's own checkout, its own plan is what people come for.
  const ofBuiltIn = process.cwd() === projectRoot() ? null : builtInLine(isTyped, config);
  for (const line of [ofConfig, ofBuiltIn]) if (line !== null) say(process.stderr, line);
  return options;
}

rehearsing(carnival.command('rehearse'))
  .description('run a plan against the embedded shop or a target, and judge it')
  .action(async (options, command) => end(await rehearseCommand(await configured(options, command))));

rehearsing(carnival.command('gate [run]'))
  .description(
    'for a CI: rehearse, or take a run that is over, and say whether it is worse than a baseline (docs/ci.md)',
  )
  .option('--baseline <file|run>', 'a saved baseline, or the folder of a run')
  .option('--save-baseline <file>', 'save the run as a baseline, and end')
  .option(
    '--tolerance <what=value>',
    'how much worse it may be: share=0.1 (points), time=25%, time=5ms (may be repeated)',
    collect,
    [],
  )
  .option('--on-inconclusive <what>', 'fail, pass-with-warning or retry=N', 'fail')
  .option('--other-machine', 'compare times although the machines differ')
  .option('--json <file>', 'write what was decided, for programs')
  .action(async (run, options, command) =>
    end(await gateCommand(run, run === undefined ? await configured(options, command) : options)),
  );

ofAnyShop(carnival.command('try'))
  .description('send one shopper of each behaviour through the shop, and show every request and its answer')
  .option(
    '-p, --plan <name|path>',
    'whose time limit, channels and allowed targets count; not needed on loopback',
  )
  .option(
    '--target <url|region=url>',
    'try this; without it the embedded shop is started (outside loopback: only hosts that the plan allows)',
    collect,
    [],
  )
  .option('--ca <file>', "trust the certificates in this PEM file besides the system's")
  .option('--behaviour <name>', 'walk only this behaviour (may be repeated)', collect, [])
  .option('--verbose', 'show headers and bodies, secrets hidden')
  .action(async (options, command) => end(await tryCommand(await configured(options, command))));

paced(ofAnyShop(planned(carnival.command('forecast'))))
  .description('predict the load of a plan and what it needs, without sending anything')
  .option('--json', 'print JSON, for programs')
  .option('--costs <file>', 'use a cost file measured on another machine')
  .action(async (options, command) => end(await forecastCommand(await configured(options, command))));

faulty(
  planned(carnival.command('shop')).option('--pace <factor>', 'as for rehearse; it changes nothing here'),
)
  .description('run the embedded shop alone, until Ctrl-C')
  .option('--region <name>', 'only this region: for a process or a container each')
  .option('--data <folder>', 'keep its data in this folder')
  .option('--shop-port <port>', 'port of the first region; the others follow', port)
  .action(async (options) => end(await shopCommand(options)));

carnival
  .command('boundary')
  .description(
    'stand between a service and its dependency: pass calls on, count them, and break them when told to (docs/boundary.md)',
  )
  .option('--listen <[host]:port>', 'where the service calls; this machine alone, unless a host is named')
  .option('--to <url>', 'the dependency: scheme, host and port')
  .option('--name <name>', 'its name in metrics and plans; the host of --to if left out')
  .option('--control <port>', 'port for metrics, health and faults, on this machine alone', '9444')
  .option('--cert <file>', 'speak TLS with callers: the certificate (PEM)')
  .option('--key <file>', 'and its key (PEM)')
  .option('--ca <file>', "trust the certificates in this PEM file besides the system's: of the dependency")
  .action(async (options) => end(await boundaryCommand(options)));

carnival
  .command('init <folder>')
  .description(
    'write a rehearsal of your own shop into a new folder, with a step for each operation of its API',
  )
  .option('--openapi <url|file>', 'an OpenAPI 3 document, JSON or YAML')
  .option('--target <url>', 'the staging to load; the embedded shop, if it is left out')
  .action(async (folder, options) => end(await initCommand(folder, options)));

showing(carnival.command('judge <run>'))
  .description('judge a run again, from its folder or from a pack (docs/pack.md)')
  .action(async (folder, options) => end(await judgeCommand(folder, options)));

speaking(carnival.command('report <run>'))
  .description('make the report of a run again: report.html and report.md in its folder (docs/report.md)')
  .action(async (folder, options) => end(await reportCommand(folder, options)));

speaking(carnival.command('dashboards <run>'))
  .description("show a finished run's Prometheus again, and Grafana where it is on PATH, until Ctrl-C")
  .option('--no-grafana', 'do not start Grafana')
  .option('--prometheus-port <port>', 'port of Prometheus', port)
  .option('--grafana-port <port>', 'port of Grafana', port)
  .action(async (folder, options) => end(await dashboardsCommand(folder, options)));

carnival
  .command('pack <run>')
  .description('pack what another needs to judge a run again into one archive (docs/pack.md)')
  .option('--output <file>', 'the archive; <run>.carnival.tar.gz if left out')
  .action(async (folder, options) => end(await packCommand(folder, options)));

carnival
  .command('compare <base> <head>')
  .description('compare two runs, with differences that know noise (docs/compare.md)')
  .option('--json', 'print JSON, for programs')
  .option('--html <file>', 'write a page of its own')
  .option('--other-machine', 'compare times although the machines differ')
  .action(async (base, head, options) => end(await compareCommand(base, head, options)));

showing(carnival.command('audit <run>'))
  .description('look up the orders of a run that is over, and judge it again (docs/audit.md)')
  .option('--orders <file>', "a CSV export of the shop's orders: id, amount, state")
  .option('--run-only', 'with --orders: the file has no orders but those of this run')
  .option('--audit <url|command>', 'an endpoint, or a command for the shell')
  .action(async (folder, options) => end(await auditCommand(folder, options)));

carnival
  .command('doctor')
  .description('check what this machine has, and whether a rehearsal can run here')
  .action(async () =>
    end(await doctor({ print: (line) => say(process.stdout, line), columns: columnsOf(process.stdout) })),
  );

/** What the command came to; null until it has. */
let decided: ExitCode | null = null;

function end(code: ExitCode): void {
  decided = code;
}

function fail(error: unknown): void {
  const { text, exitCode } = error instanceof CommanderError ? printUsageError(error) : printError(error);
  if (text !== '') say(process.stderr, text);
  end(exitCode);
}

async function leaveWith(code: ExitCode): Promise<never> {
  await flushed();
  return leave(code);
}

/** No command ends well by itself: without a decision there is no 0. */
process.exitCode = EXIT.broken;
outliveOutputs();
// Node ends when nothing can happen any more, although a promise is still waited for.
process.once('beforeExit', () => {
  const command = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? '';
  const hint = 'it waits for something that cannot come any more: please report it, with the command line';
  fail(new CarnivalError(`carnival ${command} ended without a result`, { hint }));
  void leaveWith(EXIT.broken);
});
// A plan is code, and may end the process itself.
process.once('exit', (code) => {
  if (code === EXIT.pass && decided !== EXIT.pass) process.exitCode = EXIT.broken;
});
process.once('uncaughtException', (error) => {
  fail(error);
  void leaveWith(EXIT.broken);
});

const root = projectRoot();
if (isCheckout(root) && buildState(root) !== 'fresh')
  say(
    process.stderr,
    'carnival: the code has changed since it was built, and what was built runs: npm run build',
  );
await carnival.parseAsync().catch(fail);
await leaveWith(decided ?? EXIT.broken);
