/** How often a verdict is right, by simulation. `npm run simulate` writes docs/verdict-simulation.json and the page made from it. */
import { inFull, plural } from '../../../text/numbers.ts';
import type { Shop } from './bad-times.ts';
import {
  EVERY_SECONDS_MIN,
  EXCLUDING_SECONDS,
  judgeOneShare,
  type OneShare,
  REQUESTS_PER_SECOND,
  SECONDS,
  TARGET,
} from './one-share.ts';
import { type Rehearsals, rehearseOften } from './rehearsals.ts';

export const SHARE_RUNS = 1000;
export const REHEARSAL_RUNS = 200;

/** Twice its budget: the target allows 1 %. */
const BAD_SHARE = 0.02;
const ONE_SHARE: Readonly<Record<string, Shop>> = {
  'one by one': { badShare: BAD_SHARE, outageSeconds: null },
  'outages of 0.2 s': { badShare: BAD_SHARE, outageSeconds: 0.2 },
  'outages of 1 s': { badShare: BAD_SHARE, outageSeconds: 1 },
  'outages of 3 s': { badShare: BAD_SHARE, outageSeconds: 3 },
  'outages of 10 s': { badShare: BAD_SHARE, outageSeconds: 10 },
};
const REHEARSALS: Readonly<Record<string, Shop>> = {
  'healthy: 0.3 % late, one by one': { badShare: 0.003, outageSeconds: null },
  'just healthy: 0.8 % late, one by one': { badShare: 0.008, outageSeconds: null },
  'twice its budget: 2 % late, one by one': { badShare: BAD_SHARE, outageSeconds: null },
  'with outages of 3 s: 2 % of its time': { badShare: BAD_SHARE, outageSeconds: 3 },
};

export interface Simulation {
  readonly shares: Readonly<Record<string, OneShare>>;
  readonly rehearsals: Readonly<Record<string, Rehearsals>>;
}

export function simulate(shareRuns = SHARE_RUNS, rehearsalRuns = REHEARSAL_RUNS): Simulation {
  const each = <T>(shops: Readonly<Record<string, Shop>>, judged: (shop: Shop) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(shops).map(([what, shop]) => [what, judged(shop)]));
  return {
    shares: each(ONE_SHARE, (shop) => judgeOneShare(shop, shareRuns)),
    rehearsals: each(REHEARSALS, (shop) => rehearseOften(shop, rehearsalRuns)),
  };
}

/** The page. Everything on it is counted from the letters of the runs. */
export function printSimulation({ shares, rehearsals }: Simulation): string {
  const shareRows = Object.entries(shares).map(
    ([what, { before, now, excludingOutages }]) =>
      `| ${what} | ${percents(before)} | ${percents(now)} | ${percents(excludingOutages)} |`,
  );
  const rehearsalRows = Object.entries(rehearsals).map(
    ([what, { before, now }]) => `| ${what} | ${counts(before)} | ${counts(now)} |`,
  );
  return `<!-- Written by \`npm run simulate\`. Do not edit. -->
# How often a verdict is right

By simulation, with the judge that rehearsals use. The draws have fixed seeds, so every machine gets these numbers. "Before" is a
judge that takes all samples as independent and lets each cell decide alone.

## One share in two minutes

${SECONDS} s at ${inFull(REQUESTS_PER_SECOND)} requests a second, ${100 * BAD_SHARE} % of which are truly bad: twice what the target of ${100 * TARGET} % allows.
The right verdict is *fail*; *cannot tell* is honest; *pass* is wrong. ${plural(SHARE_RUNS, 'run')} a row, as
pass / cannot tell / fail.

| bad answers come | before | now | outages excluded, in ${inFull(EXCLUDING_SECONDS)} s |
| --- | --- | --- | --- |
${shareRows.join('\n')}

The passes that are left under "now" saw almost no outage, or none: one of 10 s begins only every eight minutes. No statistic can
see what did not happen. That is why a verdict says in time what a run without a bad second shows. A plan that must exclude
outages requires it (\`outages: { everySecondsMin: ${EVERY_SECONDS_MIN} }\`), and must then last for ${inFull(EXCLUDING_SECONDS)} s: the last column.

## Whole rehearsals

A plan of three phases of 100 s in two regions, with a target of ${100 * TARGET} % in time over the whole run and in the burst, and with ten
objectives in all. ${plural(REHEARSAL_RUNS, 'rehearsal')} a row, as pass / inconclusive / fail.

| the shop | before | now |
| --- | --- | --- |
${rehearsalRows.join('\n')}
`;
}

const of = (letters: string, letter: string): number => letters.split(letter).length - 1;

const counts = (letters: string): string => ['P', '?', 'F'].map((letter) => of(letters, letter)).join(' / ');

const percents = (letters: string): string =>
  `${['P', '?', 'F'].map((letter) => ((100 * of(letters, letter)) / letters.length).toFixed(1)).join(' / ')} %`;
