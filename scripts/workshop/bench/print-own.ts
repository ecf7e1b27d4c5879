/** The part of the bench's page about a shop of a user's. Pure. */
import { figure, inFull, table } from './markdown.ts';
import { HELD_SIDES, type HeldSide, type OwnResult } from './own-costs.ts';
import { READER_NAMES, type ReaderName } from './own-shops.ts';
import { median } from './statistics.ts';
import type { Steady } from './steady.ts';

const MB = 1e6;
const US_PER_SECOND = 1e6;
const MS_PER_SECOND = 1000;

const HELD_NAMES: Readonly<Record<HeldSide, string>> = {
  default: 'the default crowd, in the embedded shop',
  stateless: 'a shop of one’s own that keeps nothing',
  session: 'the same requests; token, product, basket and order number kept',
  jars: 'the same requests; a cookie jar kept',
};
const READER_WORDS: Readonly<Record<ReaderName, string>> = {
  status: 'the status alone',
  text: 'the body as text (`outcome`)',
  path: 'one path of the JSON (`take: json(…)`)',
  parse: 'the whole JSON (`answer.json()`)',
  header: 'a header (`take: header(…)`)',
  statusWithCookies: 'the status alone, of an answer that sets two cookies',
  listedCookies: 'two listed cookies, kept and sent back',
  jar: 'a cookie jar, kept and sent back',
};
/** What a reader is compared with: the same answers, and nothing read of them. */
const BASE_OF: Readonly<Record<ReaderName, ReaderName>> = {
  status: 'status',
  text: 'status',
  path: 'status',
  parse: 'status',
  header: 'status',
  statusWithCookies: 'statusWithCookies',
  listedCookies: 'statusWithCookies',
  jar: 'statusWithCookies',
};

export function ownParts(own: OwnResult): readonly string[] {
  const { settings, quick, measuredOn } = own;
  const { shoppers, held, readers, idle, listBytes } = settings;
  const { active, requestsPerSecond } = held;
  const idleIn = (figureOf: (steady: Steady) => number) => ({
    without: median(own.idle.map(({ stateless }) => figureOf(stateless))),
    with: median(own.idle.map(({ session }) => figureOf(session))),
  });
  const memory = idleIn(liveOf);
  const start = idleIn(({ startCpuSeconds }) => startCpuSeconds);
  return [
    `## A shop of your own\n\nMeasured on ${measuredOn}.${quick ? ' **A quick run.**' : ''} ${inFull(shoppers)} shoppers, ${inFull(active)} of whom have logged in and keep something. ${inFull(requestsPerSecond)} requests a second, to a bare target that answers with small JSON.`,
    heldTable(own),
    `Rows of which nobody keeps anything: k6 needs ${mb(memory.without)} MB for ${inFull(shoppers)} shoppers in a shop that keeps nothing, and ${mb(memory.with)} MB in one where each could keep four texts. (The number of a slot for each row is ${mb(shoppers * BYTES_OF_A_SLOT_NUMBER)} MB; what was in flight differs by some more.) The start, until all were there, took ${seconds(start.without)} and ${seconds(start.with)} CPU seconds.`,
    `What it costs to know more of an answer than its status, at ${inFull(readers.requestsPerSecond)} requests a second. The answer is a list of ten products: ${inFull(listBytes)} bytes.`,
    readerTable(own),
    [
      `- ${held.rounds} round${held.rounds === 1 ? '' : 's'} of sessions and ${readers.rounds} of readers. A difference is the median of the rounds’ own differences.`,
      `- Those who act think equally long, so all have logged in after ${figure(active / requestsPerSecond)} s. Then ${held.measureMs / MS_PER_SECOND} s are measured, of all steps. The others wait: their rows are written, and keep nothing.`,
      '- What k6 needs is its heap at the end, its garbage just collected. Before, its resident memory is up to five times that (decision 017), and rises with what is in flight.',
      `- Where nobody keeps anything, ${inFull(idle.active)} shoppers look around with ${inFull(idle.requestsPerSecond)} requests a second.`,
    ].join('\n'),
  ];
}

/** Of a Uint32Array. */
const BYTES_OF_A_SLOT_NUMBER = 4;

function heldTable({ settings, held: rounds }: OwnResult): string {
  const held = (figureOf: (round: (typeof rounds)[number]) => number) => median(rounds.map(figureOf));
  return table(
    [
      '',
      'k6 needs, MB',
      'more than without, MB',
      'bytes a session',
      'resident at its peak, MB',
      'CPU µs a request',
      'to the default crowd’s',
    ],
    HELD_SIDES.map((side) => {
      const more = held((round) => liveOf(round[side]) - liveOf(round.stateless));
      const keeps = side === 'session' || side === 'jars';
      return [
        HELD_NAMES[side],
        mb(held((round) => liveOf(round[side]))),
        keeps ? mb(more) : '',
        keeps ? figure(more / settings.held.active) : '',
        mb(held((round) => round[side].rssBytesMax)),
        us(held((round) => perRequest(round[side]))),
        side === 'default'
          ? ''
          : `${figure(held((round) => perRequest(round[side]) / perRequest(round.default)))}×`,
      ];
    }),
  );
}

const readerTable = ({ readers }: OwnResult): string =>
  table(
    ['what is read', 'CPU µs a request', 'more than the status, µs'],
    READER_NAMES.map((name) => {
      const base = BASE_OF[name];
      return [
        READER_WORDS[name],
        us(median(readers.map((round) => perRequest(round[name])))),
        base === name
          ? ''
          : us(median(readers.map((round) => perRequest(round[name]) - perRequest(round[base])))),
      ];
    }),
  );

const liveOf = ({ liveBytes }: Steady): number => liveBytes ?? Number.NaN;
const perRequest = ({ cpuSeconds, requests }: Steady): number => cpuSeconds / requests;
const mb = (bytes: number): string => figure(bytes / MB);
const us = (cpuSeconds: number): string => figure(cpuSeconds * US_PER_SECOND);
const seconds = (cpuSeconds: number): string => cpuSeconds.toFixed(1);
