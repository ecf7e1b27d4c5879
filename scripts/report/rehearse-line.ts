/** The command line that rehearses the same crowd again. */
import type { PlannedRun } from '../../scenarios/campaigns/plan.ts';

export function rehearseLine({ name, seed, scale, pace, speed }: PlannedRun): string {
  const options = { '--plan': name, '--seed': seed, '--scale': scale, '--pace': pace, '--speed': speed };
  return `npx carnival rehearse ${Object.entries(options)
    .map(([option, value]) => `${option} ${quoted(String(value))}`)
    .join(' ')}`;
}

/** For a shell, only where it needs it: a plan's name is the user's. */
const quoted = (text: string): string =>
  /^[\w./:=@%+-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
