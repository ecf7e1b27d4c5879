#!/usr/bin/env node
/** The command line: the options of each command, and the exit code of its errors. The commands are in commands/. */
import { Command, CommanderError, Help } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { boundaryCommand } from './commands/boundary.ts';
import { capacityCommand } from './commands/capacity.ts';
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
import { collect, optionGroups, port } from './commands/option-groups.ts';
import { packCommand } from './commands/pack.ts';
import { rehearseCommand } from './commands/rehearse.ts';
import { reportCommand } from './commands/report.ts';
import { scaleOutCommand } from './commands/scale-out.ts';
import { scaleOutDrillCommand } from './commands/scale-out-drill.ts';
import { shopCommand } from './commands/shop.ts';
import { tryCommand } from './commands/try.ts';
import { printUsageError } from './commands/usage-error.ts';
import { buildState } from './machine/build-state.mjs';
import { isCheckout, projectRoot } from './machine/project-root.ts';
import { CarnivalError, printError } from './mistakes/carnival-error.ts';
import { EXIT, type ExitCode } from './mistakes/exit-codes.ts';
import { columnsOf, flushed, leave, outliveOutputs, say } from './text/terminal.ts';
import { widthOf } from './text/width.ts';
import { wrap } from './text/wrap.ts';
import { languageFrom, languageTyped, wordsOf } from './words/language.ts';

const HELP = new Help();

/** Help and mistakes are told before anybody has read the options, so this one is looked for first. */
const words = wordsOf(languageFrom(languageTyped(process.argv), process.env));
const { help, said } = words;
const { planned, ofAnyShop, paced, speaking, showing, faulty, rehearsing } = optionGroups(words);
const TITLES: Readonly<Record<string, string>> = {
  'Usage:': help.title.usage,
  'Arguments:': help.title.arguments,
  'Options:': help.title.options,
  'Commands:': help.title.commands,
};

const carnival = new Command('carnival')
  .description(help.carnival)
  // Commander's errors reach `fail` like all others, and are printed there.
  .configureOutput({ outputError: () => undefined })
  .configureHelp({
    // An empty list is where `collect` begins, and tells a reader nothing.
    optionDescription: (option) =>
      HELP.optionDescription(option)
        .replace(' (default: [])', '')
        .replace(/(?<=\()choices: (?=[^()]*\)$)/, help.choices)
        .replace(/(?<=[( ])default: (?=[^()]*\)$)/, help.default),
    styleTitle: (title) => TITLES[title] ?? title,
    displayWidth: widthOf,
    boxWrap: (text, columns) => wrap(text, { columns }).join('\n'),
  })
  .helpOption('-h, --help', help.help)
  .helpCommand('help [command]', help.helpOf)
  .exitOverride();

/** The same for a command that has no plan of its own: nothing is taken where the folder names none. */
async function ofFolder<Options extends FoundConfig>(typed: Options, command: Command): Promise<Options> {
  return (await foundConfig(process.cwd())) === null ? typed : configured(typed, command);
}

/** The options that were typed, and those that the folder's own file names. */
async function configured<Options extends FoundConfig>(typed: Options, command: Command): Promise<Options> {
  const config = await foundConfig(process.cwd());
  const isTyped = (option: keyof FoundConfig): boolean => command.getOptionValueSource(option) === 'cli';
  const options = withConfig(typed, isTyped, config);
  const ofConfig = saidOfConfig(
    typed,
    options,
    (option) => command.options.some((its) => its.attributeName() === option),
    said,
  );
  // In Carnival's own checkout, its own plan is what people come for.
  const ofBuiltIn = process.cwd() === projectRoot() ? null : builtInLine(isTyped, config, said);
  for (const line of [ofConfig, ofBuiltIn]) if (line !== null) say(process.stderr, line);
  return options;
}

rehearsing(carnival.command('rehearse'))
  .description(help.command.rehearse)
  .action(async (options, command) => end(await rehearseCommand(await configured(options, command))));

rehearsing(carnival.command('gate [run]'))
  .description(help.command.gate)
  .option('--baseline <file|run>', help.option.baseline)
  .option('--save-baseline <file>', help.option.saveBaseline)
  .option('--ab <command>', help.option.ab)
  .option('--ab-target <url|region=url>', help.option.abTarget, collect, [])
  .option('--head <command>', help.option.abHead)
  .option('--blocks <pairs>', help.option.blocks)
  .option('--tolerance <what=value>', help.option.tolerance, collect, [])
  .option('--on-inconclusive <what>', help.option.onInconclusive, 'fail')
  .option('--other-machine', help.option.otherMachine)
  .option('--json <file>', help.option.jsonFile)
  .action(async (run, options, command) =>
    end(await gateCommand(run, run === undefined ? await configured(options, command) : options)),
  );

speaking(ofAnyShop(carnival.command('try')))
  .description(help.command.try)
  .option('-p, --plan <name|path>', help.option.planOfTry)
  .option('--target <url|region=url>', help.option.targetOfTry, collect, [])
  .option('--ca <file>', help.option.ca)
  .option('--behaviour <name>', help.option.behaviour, collect, [])
  .option('--verbose', help.option.verbose)
  .action(async (options, command) => end(await tryCommand(await configured(options, command))));

speaking(paced(ofAnyShop(planned(carnival.command('forecast')))))
  .description(help.command.forecast)
  .option('--json', help.option.json)
  .option('--costs <file>', help.option.costs)
  .option('--capacity <file>', help.option.capacityFile)
  .action(async (options, command) => end(await forecastCommand(await configured(options, command))));

speaking(ofAnyShop(carnival.command('capacity')))
  .description(help.command.capacity)
  .option('--from <file>', help.option.capacityFrom)
  .option('--demand <low,likely,high>', help.option.demand)
  .option('-p, --plan <name|path>', help.option.planOfCapacity)
  .option('--target <url|region=url>', help.option.target, collect, [])
  .option('--ca <file>', help.option.caOfTarget)
  .option('--runs <folder>', help.option.runs, 'runs')
  .option('--shop-port <port>', help.option.shopPort, port)
  .option('--utilisation <share>', help.option.utilisation)
  .option('--zones <count>', help.option.zones)
  .option('--lost-zones <count>', help.option.lostZones)
  .option('--ceiling <tier=requests>', help.option.ceiling, collect, [])
  .option('--prices <file>', help.option.prices)
  .option('--machine <name>', help.option.machine)
  .option('--extrapolate <times>', help.option.extrapolate)
  .option('--errors <how>', help.option.errors)
  .option('--seed <number>', help.option.seedOfDraws)
  .option('--json', help.option.json)
  .option('--out <folder>', help.option.outOfCapacity)
  .action(async (options, command) =>
    end(await capacityCommand(options.from === undefined ? await ofFolder(options, command) : options)),
  );

speaking(ofAnyShop(carnival.command('scale-out')))
  .description(help.command.scaleOut)
  .option('-p, --plan <name|path>', help.option.planOfScaleOut)
  .option('--capacity <file>', help.option.capacityOfScaleOut)
  .option('--hpa <file>', help.option.hpa)
  .option('--as <autoscaler>', help.option.asAutoscaler)
  .option('--delays <file>', help.option.delays)
  .option('--draws <count>', help.option.draws)
  .option('--seed <number>', help.option.seedOfDraws)
  .option('--steeper <times>', help.option.steeper)
  .option('--extrapolate <times>', help.option.extrapolate)
  .option('--prices <file>', help.option.prices)
  .option('--machine <name>', help.option.machine)
  .option('--order-value <amount>', help.option.orderValue)
  .option('--json', help.option.json)
  .option('--out <folder>', help.option.outOfScaleOut)
  .option('--drill', help.option.drill)
  .option('--target <url|region=url>', help.option.targetOfDrill, collect, [])
  .option('--ca <file>', help.option.caOfTarget)
  .option('--watch-hpa <[namespace/]name>', help.option.watchHpa)
  .option('--runs <folder>', help.option.runs)
  .action(async (options) =>
    end(await (options.drill === true ? scaleOutDrillCommand : scaleOutCommand)(options)),
  );

speaking(faulty(planned(carnival.command('shop')).option('--pace <factor>', help.option.paceOfShop)))
  .description(help.command.shop)
  .option('--region <name>', help.option.region)
  .option('--data <folder>', help.option.data)
  .option('--shop-port <port>', help.option.shopPort, port)
  .action(async (options) => end(await shopCommand(options)));

carnival
  .command('boundary')
  .description(help.command.boundary)
  .option('--listen <[host]:port>', help.option.listen)
  .option('--to <url>', help.option.to)
  .option('--name <name>', help.option.name)
  .option('--control <port>', help.option.control, '9444')
  .option('--cert <file>', help.option.cert)
  .option('--key <file>', help.option.key)
  .option('--ca <file>', help.option.caOfDependency)
  .action(async (options) => end(await boundaryCommand(options)));

speaking(carnival.command('init <folder>'))
  .description(help.command.init)
  .option('--openapi <url|file>', help.option.openapi)
  .option('--target <url>', help.option.targetOfInit)
  .action(async (folder, options) => end(await initCommand(folder, options)));

showing(carnival.command('judge <run>'))
  .description(help.command.judge)
  .action(async (folder, options) => end(await judgeCommand(folder, options)));

speaking(carnival.command('report <run>'))
  .description(help.command.report)
  .action(async (folder, options) => end(await reportCommand(folder, options)));

speaking(carnival.command('dashboards <run>'))
  .description(help.command.dashboards)
  .option('--no-grafana', help.option.noGrafana)
  .option('--prometheus-port <port>', help.option.prometheusPortShown, port)
  .option('--grafana-port <port>', help.option.grafanaPort, port)
  .action(async (folder, options) => end(await dashboardsCommand(folder, options)));

speaking(carnival.command('pack <run>'))
  .description(help.command.pack)
  .option('--output <file>', help.option.output)
  .action(async (folder, options) => end(await packCommand(folder, options)));

speaking(carnival.command('compare <base> <head>'))
  .description(help.command.compare)
  .option('--json', help.option.json)
  .option('--html <file>', help.option.html)
  .option('--other-machine', help.option.otherMachine)
  .action(async (base, head, options) => end(await compareCommand(base, head, options)));

showing(carnival.command('audit <run>'))
  .description(help.command.audit)
  .option('--orders <file>', help.option.orders)
  .option('--run-only', help.option.runOnly)
  .option('--audit <url|command>', help.option.auditWay)
  .action(async (folder, options) => end(await auditCommand(folder, options)));

speaking(carnival.command('doctor'))
  .description(help.command.doctor)
  .action(async () =>
    end(
      await doctor({
        ...{ print: (line) => say(process.stdout, line), columns: columnsOf(process.stdout), words },
      }),
    ),
  );

/** What the command came to; null until it has. */
let decided: ExitCode | null = null;

function end(code: ExitCode): void {
  decided = code;
}

function fail(error: unknown): void {
  const { text, exitCode } =
    error instanceof CommanderError ? printUsageError(error, words) : printError(error, words);
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
if (isCheckout(root) && buildState(root) !== 'fresh') say(process.stderr, said.builtBefore);
await carnival.parseAsync().catch(fail);
await leaveWith(decided ?? EXIT.broken);
