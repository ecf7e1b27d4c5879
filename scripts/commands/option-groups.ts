/** Options that several commands have in common, a group a function. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { FAULT_KINDS } from '../../scenarios/targets/mock-shop/faults.ts';
import { LANGUAGES } from '../words/language.ts';
import type { Words } from '../words/words.ts';
import { BUILT_IN_PLAN } from './found-config.ts';
import { misbehaviourHelp } from './misbehaviour-help.ts';

const PORT_MAX = 65_535;

export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0 && number <= PORT_MAX) return number;
  throw new InvalidArgumentError(`a port is a whole number from 1 to ${PORT_MAX}`);
}

type Group = (command: Command) => Command;

/** The groups, described in the language of their reader. */
export function optionGroups(words: Words) {
  const { help } = words;
  const { option } = help;

  /** Options that choose and change a plan. */
  const planned: Group = (command) =>
    command
      .addOption(new Option('-p, --plan <name|path>', option.plan).default(BUILT_IN_PLAN))
      .option('--scale <factor>', option.scale)
      .option('--speed <factor>', option.speed)
      .option('--seed <number>', option.seed)
      .option('--only <phase>', option.only, collect, [])
      .option('--no-drills', option.noDrills);

  /** For commands that rehearse whatever shop it is. */
  const ofAnyShop: Group = (command) => command.option('--shop <file>', option.shop);

  const paced: Group = (command) => command.option('--pace <factor|auto>', option.pace);

  /** The language of what is shown. */
  const speaking: Group = (command) =>
    command.addOption(new Option('--lang <language>', option.lang).choices(LANGUAGES));

  /** How a verdict is shown. */
  const showing: Group = (command) => speaking(command.option('--explain', option.explain));

  /** Options that make the embedded shop worse than it is. */
  const faulty: Group = (command) =>
    command
      .option('--fault <name:kind[=value]>', help.fault(FAULT_KINDS.join(', ')), collect, [])
      .option('--misbehave <name>', option.misbehave, collect, [])
      .addHelpText('after', `\n${misbehaviourHelp(words)}`);

  /** Options of a rehearsal. */
  const rehearsing: Group = (command) =>
    showing(faulty(paced(ofAnyShop(planned(command)))))
      .option('--target <url|region=url>', option.target, collect, [])
      .option('--ca <file>', option.caOfTarget)
      .option('--runs <folder>', option.runs, 'runs')
      .option('--audit <url|command>', option.audit)
      .option('--web [port]', option.web, port)
      .option('--keep-books', option.keepBooks)
      .option('--scenario <file>', option.scenario)
      .option('--shop-port <port>', option.shopPort, port)
      .option('--prometheus-port <port>', option.prometheusPort, port);

  return { planned, ofAnyShop, paced, speaking, showing, faulty, rehearsing };
}
