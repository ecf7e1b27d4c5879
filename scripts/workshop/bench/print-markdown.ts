/** The bench's page: ratios first, then what they are made of, then how it was measured. Pure. */
import { GARBAGE_PERCENT } from '../../rehearsal/generator.ts';
import {
  bareName,
  cpuOf,
  forecastCpuSeconds,
  isMet,
  type Measured,
  memoryOf,
  prometheusOf,
  type Ratio,
  ratiosOf,
  routeRatio,
  SHOPPERS,
  startOf,
} from './figures.ts';
import { ROUTES, type Throughput } from './routes.ts';
import { SIDES, type Side } from './sides.ts';
import { median } from './statistics.ts';

const MB = 1e6;
const US_PER_SECOND = 1e6;
const MS_PER_SECOND = 1000;
const PERCENT = 100;

const NAMES: Readonly<Record<Side, string>> = {
  crowd: 'crowd',
  defaults: 'k6, defaults + `check`',
  tuned: 'k6, tuned alike',
};

export function printMarkdown(measured: Measured): string {
  const { settings, machine, measuredOn, quick } = measured;
  return `${[
    '# Benchmarks',
    'Written by `npm run bench`; the rounds behind it are in `benchmarks.json`.',
    `${machine}; ${measuredOn}.${quick ? ' **A quick run, to try the bench: its figures are not to be quoted.**' : ''}`,
    table(['', 'ratio', 'target'], ratiosOf(measured).map(ratioRow)),
    `## Memory a shopper\n\nPeak resident set of the k6 process, at ${settings.memory.requestsPerSecond} requests a second.`,
    memoryTable(measured),
    `## CPU a request\n\nAll at ${inFull(settings.cpu.requestsPerSecond)} requests a second; the crowd holds ${inFull(settings.cpu.shoppers)} shoppers meanwhile, plain k6 nobody.`,
    cpuTable(measured),
    '## The shop\n\nautocannon, closed loop, one region.',
    shopTable(measured),
    '## A rehearsal’s own costs\n\nThe default plan’s burst by `carnival rehearse`, scaled; `costs.json` is made of this.',
    rehearsalTable(measured),
    `A whole smoke rehearsal used ${figure(measured.wholeRun.generatorCpuSeconds)} CPU seconds of the generator; by these costs its forecast is ${figure(forecastCpuSeconds(measured))}.`,
    method(measured),
  ].join('\n\n')}\n`;
}

const ratioRow = (ratio: Ratio): string[] => {
  const { what, value, unit, target } = ratio;
  const said = (amount: number): string =>
    unit === 'share' ? `${figure(amount * PERCENT)} %` : inFull(amount);
  const wanted =
    target === null ? '' : 'atLeast' in target ? `≥ ${said(target.atLeast)}` : `≤ ${said(target.atMost)}`;
  const met = isMet(ratio);
  return [
    what,
    `**${unit === 'share' ? said(value) : figure(value)}${unit === '×' ? '×' : ''}**`,
    `${wanted}${met === null ? '' : met ? ' met' : ' **missed**'}`,
  ];
};

function memoryTable(measured: Measured): string {
  const { crowdShoppers, plainShoppers } = measured.settings.memory;
  return table(
    [
      '',
      'bytes a shopper',
      'base, MB',
      `in total at ${inFull(SHOPPERS)}, MB`,
      'shoppers per GB',
      'measured between',
    ],
    SIDES.map((side) => {
      const figures = memoryOf(measured, side);
      const { few, many } = side === 'crowd' ? crowdShoppers : plainShoppers;
      return [
        NAMES[side],
        figure(figures.bytesPerShopper),
        figure(figures.bytesBase / MB),
        `${figure(figures.bytesTotal / MB)}${many < SHOPPERS ? ' (extrapolated)' : ''}`,
        figure(figures.shoppersPerGb),
        `${inFull(few)} and ${inFull(many)}`,
      ];
    }),
  );
}

function cpuTable(measured: Measured): string {
  const lag = { crowd: measured.cpu.lag.crowd, defaults: measured.cpu.lag.defaults, tuned: null };
  return table(
    ['', 'CPU µs a request (rounds)', 'start, CPU s', 'Prometheus, cores', 'send lag p50, ms', 'p99, ms'],
    SIDES.map((side) => {
      const rounds = cpuOf(measured, side).map((seconds) => seconds * US_PER_SECOND);
      return [
        NAMES[side],
        `${figure(median(rounds))} (${rounds.map(figure).join(', ')})`,
        startOf(measured, side).toFixed(1),
        prometheusOf(measured, side).toFixed(3),
        lag[side] === null ? '' : lag[side].p50Ms.toFixed(1),
        lag[side] === null ? '' : lag[side].p99Ms.toFixed(1),
      ];
    }),
  );
}

function shopTable(measured: Measured): string {
  const { rounds, orders } = measured.routes;
  const middle = (of: readonly Throughput[], by: keyof Throughput): string =>
    figure(median(of.map((each) => each[by])));
  return table(
    [
      '',
      'requests/s',
      'a CPU second of the server',
      'to bare fastify, requests/s',
      'to bare fastify, a CPU second',
    ],
    [
      ...ROUTES.flatMap((route) =>
        (['shop', 'bare'] as const).map((who) => {
          const all = rounds.map((round) => round[route][who]);
          return [
            `GET ${route}, ${who === 'shop' ? 'shop' : bareName(route)}`,
            middle(all, 'requestsPerSecond'),
            middle(all, 'requestsPerCpuSecond'),
            who === 'shop' ? `${figure(routeRatio(measured, route, 'requestsPerSecond'))}×` : '',
            who === 'shop' ? `${figure(routeRatio(measured, route, 'requestsPerCpuSecond'))}×` : '',
          ];
        }),
      ),
      ...Object.entries(orders).map(([durability, { requestsPerSecond, requestsPerCpuSecond }]) => [
        `POST /orders, survives ${durability === 'power' ? 'power loss' : 'a killed process'}`,
        figure(requestsPerSecond),
        figure(requestsPerCpuSecond),
        '',
        '',
      ]),
    ],
  );
}

const rehearsalTable = ({ rehearsals }: Measured): string =>
  table(
    ['scale', 'requests/s', 'generator, cores', 'everything, cores', 'generator, MB'],
    rehearsals.map((each) => [
      String(each.scale),
      figure(each.requestsPerSecond),
      each.generatorCores.toFixed(3),
      each.allCores.toFixed(3),
      figure(each.generatorRssBytesMax / MB),
    ]),
  );

function method({ settings }: Measured): string {
  const { cpu, memory } = settings;
  return [
    '## How',
    '',
    '- One target for all: a bare fastify app, by itself in a process, that answers every page with the shop’s home page. All on loopback, one after the other, never two generators at once.',
    `- ${cpu.rounds} rounds of CPU and ${memory.rounds} of memory, sides interleaved. A ratio is the median of each round’s own ratio. CPU is read from /proc between two points of steady load, ${cpu.warmMs / MS_PER_SECOND} s after the first request and ${cpu.measureMs / MS_PER_SECOND} s apart; what came before is under *start*. Requests are counted by the target.`,
    '- The same outputs: remote write to one Prometheus each second with native histograms, no summary (it would keep every sample) and no thresholds. k6 writes its own metrics on every side; the crowd writes its counters besides.',
    `- *k6 at its defaults*: \`constant-arrival-rate\`, one \`http.get\` and one \`check\` an iteration. *Tuned alike*: no \`check\`, \`discardResponseBodies\`, two \`systemTags\`, \`GOGC=${GARBAGE_PERCENT}\`: all that the crowd has. Both name their requests, so that product pages do not each become a series.`,
    '- The same mix of pages and the same header. The crowd draws its pages and times from shoppers’ behaviour (its arrivals are random), plain k6 takes them from a list at even intervals.',
    '- Memory: plain k6 holds a shopper a VU (`constant-vus`, each thinking as long as the rate asks); the crowd holds rows, all of them written (a herd that waits), because a browser’s row costs nothing until it first acts. Totals of plain k6 are extrapolated: nobody can run two million VUs here.',
    '- Send lag: actual minus intended send, from histograms. The crowd measures it in every run; plain k6 in one of its own, against its even schedule and counted from its fastest hundredth (k6 drops iterations at its start, which shifts the rest), because a sample more a request would count against it.',
    '- An order is five rows (order, stock, time-out, tally, stored answer) in one transaction; a third of its CPU is lmdb’s commit, which the requests of one event-loop turn share.',
    '- A search waits for the simulated database, and the bare route beside it waits as long, by the same draws: what is left is the boundary (breaker, time-out, counts). The wait itself costs a server half of what it could answer, see the bare routes that answer at once: it keeps the rate low, 64 connections at a time, and an event loop that wakes for every answer saves nothing by doing several at a turn.',
    '- *A CPU second of the server* counts all of its threads, so it does not depend on whether autocannon or the server was the slower one, and says what one core could do.',
  ].join('\n');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const SIGNIFICANT_DIGITS = 3;
/** Three significant digits; whole numbers in full. */
const figure = (value: number): string =>
  value >= 10 ** SIGNIFICANT_DIGITS
    ? inFull(Number(value.toPrecision(SIGNIFICANT_DIGITS)))
    : String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));

const inFull = (value: number): string => value.toLocaleString('en');
