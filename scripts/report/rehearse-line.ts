/** The command line that rehearses the same crowd again. */
import type { PlannedRun } from '../../scenarios/campaigns/plan.ts';
import type { ShopFacts } from '../forecast/forecast.ts';

/** Of a shop of the user's, only they know where its files are. */
const OWN_FILES = { '--shop': 'shop.ts', '--plan': 'plan.ts' };

/** @param onPurpose what the embedded shop did wrong on purpose, as a verdict names it: `misbehave loses-an-order` */
export function rehearseLine(
  { name, seed, scale, pace, speed, run }: PlannedRun,
  { isOwn }: Pick<ShopFacts, 'isOwn'>,
  onPurpose: readonly string[],
): string {
  const options = { '--seed': seed, '--scale': scale, '--pace': pace, '--speed': speed };
  const targets = isOwn ? Object.entries({ ...run?.targets, ...run?.namedHosts }) : [];
  return [
    'npx carnival rehearse',
    ...Object.entries({ ...(isOwn ? OWN_FILES : { '--plan': name }), ...options }).map(
      ([option, value]) => `${option} ${quoted(String(value))}`,
    ),
    ...onPurpose.map((each) =>
      each.replace(/^(\w+) (.*)$/su, (_, kind, what) => `--${kind} ${quoted(what)}`),
    ),
    ...targets.map(([region, url]) => `--target ${quoted(`${region}=${url}`)}`),
  ].join(' ');
}

/** For a shell, only where it needs it: a plan's name is the user's. */
const quoted = (text: string): string =>
  /^[\w./:=@%+-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
