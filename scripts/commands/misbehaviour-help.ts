/** What `carnival shop --help` says about `--misbehave`: a line for each name. */
import { MISBEHAVIOURS } from '../../mock-services/misbehaviour/index.ts';

export function misbehaviourHelp(): string {
  const width = Math.max(...MISBEHAVIOURS.map(({ name }) => name.length));
  const lines = MISBEHAVIOURS.map(
    ({ name, about, needs }) =>
      `  ${name.padEnd(width)}  ${about}${needs === undefined ? '' : ` (needs ${needs})`}`,
  );
  return `The shop misbehaves, and the verdict must find it:\n${lines.join('\n')}`;
}
