/** Options that several commands have in common, a group a function. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { FAULT_KINDS } from '../../scenarios/targets/mock-shop/faults.ts';
import { LANGUAGES } from '../words/language.ts';
import { BUILT_IN_PLAN } from './found-config.ts';
import { misbehaviourHelp } from './misbehaviour-help.ts';

const PORT_MAX = 65_535;

export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0 && number <= PORT_MAX) return number;
  throw new InvalidArgumentError(`a port is a whole number from 1 to ${PORT_MAX}`);
}

/** Options that choose and change a plan. */
export function planned(command: Command): Command {
  return command
    .addOption(
      new Option('-p, --plan <name|path>', 'a plan in scenarios/campaigns, or a .ts or .json file').default(
        BUILT_IN_PLAN,
      ),
    )
    .option('--scale <factor>', 'multiply shoppers, arrivals, herds, stock and quota')
    .option('--speed <factor>', 'calendar seconds per real second')
    .option('--seed <number>', 'seed of all random draws: the same seed gives the same crowd')
    .option('--only <phase>', 'run only this phase (may be repeated)', collect, [])
    .option('--no-drills', 'leave the drills of the plan out');
}

/** For commands that rehearse whatever shop it is. */
export const ofAnyShop = (command: Command): Command =>
  command.option('--shop <file>', 'your shop.ts; the embedded shop if left out');

export const paced = (command: Command): Command =>
  command.option(
    '--pace <factor|auto>',
    'multiply the think times of browsers; auto: sends load for some 20 s to find what fills 65 % of this machine',
  );

/** The language of what is shown. */
export const speaking = (command: Command): Command =>
  command.addOption(
    new Option('--lang <language>', 'the language of what is shown; if left out, what LANG says').choices(
      LANGUAGES,
    ),
  );

/** How a verdict is shown. */
export const showing = (command: Command): Command =>
  speaking(
    command.option(
      '--explain',
      'show every cell, check and alert of the verdict, not only what one takes in at a glance',
    ),
  );

/** Options that make the embedded shop worse than it is. */
export const faulty = (command: Command): Command =>
  command
    .option('--fault <name:kind[=value]>', `a fault in the shop: ${FAULT_KINDS.join(', ')}`, collect, [])
    .option('--misbehave <name>', 'let the shop break a promise on purpose (may be repeated)', collect, [])
    .addHelpText('after', `\n${misbehaviourHelp()}`);

/** Options of a rehearsal. */
export const rehearsing = (command: Command): Command =>
  showing(faulty(paced(ofAnyShop(planned(command)))))
    .option(
      '--target <url|region=url>',
      'load this instead of the embedded shop (outside loopback: only hosts that the plan allows)',
      collect,
      [],
    )
    .option(
      '--ca <file>',
      "trust the certificates in this PEM file besides the system's: of a target with its own authority",
    )
    .option('--runs <folder>', 'the folder for runs', 'runs')
    .option(
      '--audit <url|command>',
      'look up the orders of a target that is not a Carnival shop: an endpoint, or a command for the shell (docs/audit.md)',
    )
    .option('--web [port]', 'show the run on a page of this machine too; at its end, the report', port)
    .option('--keep-books', "keep the embedded shop's books even if they were found in order")
    .option('--scenario <file>', 'a k6 script to run instead of scenarios/rehearsal.ts')
    .option('--shop-port <port>', 'port of the first region; the others follow', port)
    .option('--prometheus-port <port>', "port of the run's own Prometheus", port);
