/** What `carnival shop --help` says about `--misbehave`: a line for each name. */
import { MISBEHAVIOURS } from '../../mock-services/misbehaviour/index.ts';
import { NEEDS } from '../../mock-services/misbehaviour/misbehaviour.ts';
import type { Words } from '../words/words.ts';

export function misbehaviourHelp({ help, message }: Words): string {
  const width = Math.max(...MISBEHAVIOURS.map(({ name }) => name.length));
  const lines = MISBEHAVIOURS.map(({ name, about, needs }) => {
    const said = message(about);
    return `  ${name.padEnd(width)}  ${needs === undefined ? said : help.needs(said, message(NEEDS[needs]))}`;
  });
  return `${help.misbehaves}\n${lines.join('\n')}`;
}
