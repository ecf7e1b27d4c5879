/** The alerts that fired, a line each. */
import { inFull, inShort } from '../text/numbers.ts';
import type { AlertFired } from '../verdict/alerts-fired.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { INDENT, type Lines, wrapped } from './page.ts';
import type { Sheet } from './sheet.ts';

const ALERTS_SHOWN_MAX = 6;
const TIMES_SHOWN_MAX = 3;
/** The labels that say where, the widest last. */
const WHERE = ['dependency', 'product', 'step', 'region', 'drill'] as const;

export function alertLines({
  verdict: { alerts },
  words,
}: {
  readonly verdict: Pick<Verdict, 'alerts'>;
  readonly words: Sheet['words'];
}): Lines {
  const names = [...new Set((alerts ?? []).map(({ alert }) => alert))];
  const lines = names.slice(0, ALERTS_SHOWN_MAX).flatMap((name) => {
    const its = (alerts ?? []).filter(({ alert }) => alert === name);
    const more = its.length - TIMES_SHOWN_MAX;
    const times = its.slice(0, TIMES_SHOWN_MAX).map(inWords);
    return wrapped(
      `${name}: ${[...times, ...(more > 0 ? [words.table.more(inFull(more))] : [])].join('; ')}`,
      '· ',
    );
  });
  const more = names.length - ALERTS_SHOWN_MAX;
  return more > 0 ? [...lines, `${INDENT}${words.table.moreInFile(inFull(more))}`] : lines;
}

/** What shoppers notice, and no drill explains: `FailedShareHigh north 134–145 s`. */
export const unplannedAlerts = ({ alerts, drills }: Pick<Verdict, 'alerts' | 'drills'>): readonly string[] =>
  (alerts ?? [])
    .filter(
      ({ severity, fromSeconds: at }) =>
        severity === 'page' &&
        !drills.some(({ beginSeconds, recoveredSeconds }) => beginSeconds <= at && at <= recoveredSeconds),
    )
    .map((fired) => `${fired.alert} ${inWords(fired)}`);

function inWords({ labels, fromSeconds, untilSeconds }: AlertFired): string {
  const where = WHERE.flatMap((label) => labels[label] ?? []).join(' ');
  const seconds =
    fromSeconds === untilSeconds
      ? `${inShort(fromSeconds)} s`
      : `${inShort(fromSeconds)}–${inShort(untilSeconds)} s`;
  return [where, seconds].filter(Boolean).join(' ');
}
