/** Base against base, and what could have been shown: of a gate in which base and head took turns. */
import { type Prose, wrapped } from '../outputs/page.ts';
import { inFull } from '../text/numbers.ts';
import type { Words } from '../words/words.ts';
import type { Floor, Turns } from './ab/turns.ts';
import type { Gated } from './gate.ts';
import { timeName } from './tests-of.ts';
import { figureIn, wouldShowIn } from './words.ts';

/** The time of all steps first. The others are in the JSON. */
const TIMES_SHOWN_MAX = 8;

export function turnLines(
  { pairs, dropped, floor }: Turns,
  gated: readonly Gated[],
  words: Words,
): readonly Prose[] {
  const { turns } = words.compare.gate;
  const [first] = dropped;
  const least = gated
    .filter(({ of }) => of === 'time')
    .slice(0, TIMES_SHOWN_MAX)
    .map(
      ({ name, wouldShow }) =>
        `${words.message(name)} ${wouldShowIn({ of: 'time', wouldShow }, words.compare)}`,
    );
  return [
    ...wrapped(turns.pairs(inFull(pairs.length)), ''),
    ...(first === undefined
      ? []
      : wrapped(turns.leftOut(inFull(dropped.length), words.message(first.why)), '')),
    ...(floor === null ? [] : wrapped(turns.floor(floorParts(floor, words)), '')),
    ...(least.length === 0 ? [] : wrapped(turns.wouldShow(least), '')),
  ];
}

/** The largest of each. */
function floorParts({ time, share, allSteps }: Floor, { compare, message }: Words): readonly string[] {
  const { turns } = compare.gate;
  return [
    allSteps === null ? [] : [`${message(timeName(null))} ${figureIn('time', allSteps)}`],
    time === null
      ? []
      : [
          `${message(time.name)} ${turns.outOf(figureIn('time', time.difference), figureIn('time', time.base))}`,
        ],
    share === null
      ? []
      : [`${message(share.name)} ${wouldShowIn({ of: 'share', wouldShow: share.difference }, compare)}`],
  ].flat();
}
