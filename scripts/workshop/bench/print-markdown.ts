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
import { figure, inFull, table } from './markdown.ts';
import { boundaryParts } from './print-boundary.ts';
import { ownParts } from './print-own.ts';
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
    'Made by `npm run bench`. Every round that was measured is in `benchmarks.json`. A figure with × is the first side divided by the second.',
    `${machine}; ${measuredOn}.${quick ? ' **A quick run, to try the bench. Do not quote its figures.**' : ''}`,
    table(['', 'ratio', 'target'], ratiosOf(measured).map(ratioRow)),
    `## Memory a shopper\n\nThe most memory that the k6 process held (resident set), at ${settings.memory.requestsPerSecond} requests a second.`,
    memoryTable(measured),
    `## CPU a request\n\nEvery side sends ${inFull(settings.cpu.requestsPerSecond)} requests a second. The crowd also holds ${inFull(settings.cpu.shoppers)} shoppers; plain k6 holds none.`,
    cpuTable(measured),
    ...ownParts(measured.own),
    ...boundaryParts(measured.boundary),
    '## The shop\n\nOne region, loaded by autocannon in a closed loop: each connection waits for its answer.',
    shopTable(measured),
    'Committing an order alone: five rows in a commit of its own, without HTTP and with nobody to share the commit.',
    commitTable(measured),
    '## A rehearsal’s own costs\n\nThe default plan’s burst, run by `carnival rehearse` at two scales. The CPU costs in `costs.json` come from these rows.',
    rehearsalTable(measured),
    `A whole smoke rehearsal took ${figure(measured.wholeRun.generatorCpuSeconds)} CPU seconds in the generator. The forecast from these costs is ${figure(forecastCpuSeconds(measured))}.`,
    `A whole rehearsal of the default plan, with ${inFull(SHOPPERS)} shoppers, took up to ${figure(measured.fullRun.generatorRssBytesMax / MB)} MB in the generator and ${figure(measured.fullRun.allPssBytesMax / MB)} MB in everything together. The memory costs in \`costs.json\` come from this.`,
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

const commitTable = ({ commits }: Measured): string =>
  table(
    ['durability', 'CPU, µs an order', 'event loop busy, µs an order'],
    Object.entries(commits).map(([durability, { cpuSeconds, loopSeconds }]) => [
      `\`${durability}\``,
      figure(cpuSeconds * US_PER_SECOND),
      figure(loopSeconds * US_PER_SECOND),
    ]),
  );

const rehearsalTable = ({ rehearsals }: Measured): string =>
  table(
    ['scale', 'requests/s', 'generator, cores', 'everything, cores', 'everything, CPU µs a request'],
    rehearsals.map((each) => [
      String(each.scale),
      figure(each.requestsPerSecond),
      each.generatorCores.toFixed(3),
      each.allCores.toFixed(3),
      figure((each.allCores / each.requestsPerSecond) * US_PER_SECOND),
    ]),
  );

function method({ settings }: Measured): string {
  const { cpu, memory } = settings;
  return [
    '## How',
    '',
    '- One target for all: a bare fastify app in a process of its own, which answers every page with the shop’s home page. Everything runs on loopback, with one generator at a time.',
    `- ${cpu.rounds} rounds of CPU and ${memory.rounds} of memory; the sides take turns. A ratio is the median of the rounds’ own ratios. CPU is read from /proc twice under steady load: first ${cpu.warmMs / MS_PER_SECOND} s after the first request, then ${cpu.measureMs / MS_PER_SECOND} s later. What came before is under *start*. The target counts the requests.`,
    '- All sides have the same output: remote write to one Prometheus every second, with native histograms. There is no summary (it would keep every sample) and there are no thresholds. k6 writes its own metrics on every side; the crowd also writes its counters.',
    `- *k6 at its defaults*: \`constant-arrival-rate\`, one \`http.get\` and one \`check\` an iteration. *Tuned alike*: no \`check\`, \`discardResponseBodies\`, two \`systemTags\`, \`GOGC=${GARBAGE_PERCENT}\`, which are the crowd’s own savings. Both name their requests; otherwise every product page would be a series of its own.`,
    '- All sides ask for the same mix of pages with the same header. The crowd draws pages and times from shoppers’ behaviour, so its arrivals are random. Plain k6 takes them from a list, evenly spaced.',
    '- Memory: in plain k6 each shopper is a VU (`constant-vus`) that thinks long enough to give the wanted rate. In the crowd each shopper is a row. Here every row is filled (a herd that waits), because a browser’s row costs nothing until it first acts. The totals of plain k6 are extrapolated: nobody can run two million VUs here.',
    '- Send lag is the actual minus the intended send time, from histograms. The crowd measures it in every run. Plain k6 measures it in a run of its own, because one more sample a request would count against it. Its lag is measured against its even schedule, less the lag of its fastest hundredth: k6 drops iterations at its start, which shifts all later ones.',
    '- An order writes five rows (order, stock, time-out, total, stored answer) in one transaction. The requests of one event-loop turn share a commit, and under this load that is many.',
    '- A search waits for the simulated database. The bare route beside it waits as long, by the same draws, so the difference is the cost of the boundary (breaker, time-out, counts). Waiting alone halves what a server can answer a CPU second (compare the bare routes that answer at once): 64 waiting connections keep the rate low, so the event loop wakes for each answer instead of handling several at once.',
    '- *A CPU second of the server* counts all its threads. So the figure says what one core can do, whether autocannon or the server was the slower one.',
  ].join('\n');
}
