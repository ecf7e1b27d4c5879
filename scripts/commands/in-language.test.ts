import { describe, expect, it } from 'vitest';
import { MISBEHAVIOURS } from '../../mock-services/misbehaviour/index.ts';
import { NEEDS } from '../../mock-services/misbehaviour/misbehaviour.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import type { TriedRequest, TryEvent } from '../../scenarios/crowd/try-events.ts';
import { BEHAVIOURS } from '../../scenarios/targets/mock-shop/behaviours/index.ts';
import { compare } from '../compare/compare.ts';
import type { Extract } from '../compare/extract.ts';
import { gate } from '../compare/gate.ts';
import { printGate } from '../compare/print-gate.ts';
import { printHtml } from '../compare/print-html.ts';
import { printComparison } from '../compare/print-text.ts';
import { DEFAULT_TOLERANCE } from '../compare/tolerance.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { needsOf } from '../forecast/needs.ts';
import { printDrills } from '../forecast/print-drills.ts';
import { printForecast } from '../forecast/print-forecast.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import { printError } from '../mistakes/carnival-error.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { optionMistakes } from '../plan/options.ts';
import { paintsFor } from '../text/colour.ts';
import { widthOf } from '../text/width.ts';
import { TryLines } from '../try/lines.ts';
import { TrySummary } from '../try/summary.ts';
import { en } from '../words/en.ts';
import { message } from '../words/messages/zh.ts';
import type { Words } from '../words/words.ts';
import { zh } from '../words/zh.ts';
import {
  CALM_TIMES,
  ENVIRONMENT,
  runWith,
  shareOf,
  slowed,
  timesDrawn,
} from '../workshop/testing/compared-runs.ts';
import { EXAMPLE_COSTS } from '../workshop/testing/example-costs.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { drawsOf } from '../workshop/testing/seeded-draws.ts';
import { format, type Machine, machineFindings, toolFindings } from './doctor.ts';
import { misbehaviourHelp } from './misbehaviour-help.ts';
import { folderMistakes } from './option-mistakes.ts';

const COLUMNS = 80;
const SHARES = [shareOf({ bad: 10, n: 20_000 }), shareOf({ step: 'home.view', required: false, n: 2000 })];
const HEADLINE = 'nothing failed, and every required cell (1) is proven: 2 of 2 cells passed';
const BASE = runWith({ headline: HEADLINE, shares: SHARES, times: timesDrawn(CALM_TIMES, drawsOf(1)) });
const OTHER = { ...BASE, runId: 'run-2' };
const HEADS: Readonly<Record<string, Extract>> = {
  'of the same build': { ...OTHER, times: timesDrawn(CALM_TIMES, drawsOf(2)) },
  'that is slower': { ...OTHER, times: slowed(BASE.times, 'search.query', 50) },
  'that fails more': { ...OTHER, shares: [shareOf({ bad: 400, n: 20_000 })] },
  'with few samples': { ...OTHER, shares: [shareOf({ bad: 1, n: 1000 })] },
  'of another machine': { ...OTHER, environment: { ...ENVIRONMENT, cores: 64 } },
  'of another load': { ...OTHER, plan: { ...BASE.plan, pace: 9 }, times: null },
  'without evidence': { ...OTHER, cutShort: true },
  'that is the base itself': BASE,
  'that answers nothing': { ...OTHER, times: [] },
  'that is inconclusive': { ...OTHER, outcome: 'inconclusive' },
};

/** Names of fields and paths of files are what they are. */
const ALLOWED = [/\b[a-z]+(?:[.-][A-Za-z]+)+\b/g, /https?:\S+/g];

const expectChinese = (text: (words: Words) => string): void =>
  expect(leftEnglish(text(en), text(zh), ALLOWED)).toEqual([]);
const expectFits = (text: string, columns = COLUMNS): void => {
  for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
};

it('what is left of English in a text is found, whole lines and sentences within Chinese', () => {
  const text = ['同样', 'no such thing', 'run-1', '提示：but this one was forgotten', 'npx carnival try'];
  expect(leftEnglish('no such thing\nnpx carnival try', text.join('\n'), [/npx carnival \w+/])).toEqual([
    'no such thing',
    '提示：but this one was forgotten',
  ]);
});

describe.each(Object.entries(HEADS))('a head %s', (_, head) => {
  it('is compared in Chinese, on a terminal and on a page', () => {
    const found = compare(BASE, head, { otherMachine: false });
    const lines = (words: Words) => printComparison(found, { colour: false, columns: COLUMNS, words });
    expectChinese(lines);
    expectFits(lines(zh));
    const bodyOf = (words: Words) =>
      printHtml(found, words)
        .replace(/<style>[\s\S]*<\/style>/, '')
        .replace(/<[^>]+>/g, '\n');
    expectChinese(bodyOf);
    expect(printHtml(found, zh)).toContain('<html lang="zh-Hans">');
  });

  it('is gated in Chinese', () => {
    const result = gate(BASE, head, { tolerance: DEFAULT_TOLERANCE, otherMachine: false, attempts: 1 });
    const lines = (words: Words) => printGate(result, { colour: false, columns: COLUMNS, words });
    expectChinese(lines);
    expectFits(lines(zh));
  });
});

it.each([smoke, summerCarnival])('the forecast of $name is Chinese, in 100 columns', (plan) => {
  const forecast = runForecast(plan, EMBEDDED);
  const few = { ...needsOf(plan, forecast, EXAMPLE_COSTS, 2), inFlightMax: 1 };
  const text = (words: Words) =>
    `${printForecast(forecast, few, words.forecast)}${printDrills(plan, words).join('\n')}`;
  expectChinese(text);
  expectFits(text(zh), 100);
});

describe('a doctor', () => {
  const good: Machine = {
    ...{ platform: 'linux', nodeVersion: '20.20.2', openFilesMax: 20_000, cores: 2 },
    ...{ memoryBytesAvailable: 8e9, diskBytesFree: 50e9, ports: [{ port: 9090, free: true }] },
  };
  const poor: Machine = {
    ...{ platform: 'darwin', nodeVersion: '18.0.0', openFilesMax: 256, cores: 1 },
    ...{ memoryBytesAvailable: 5e8, diskBytesFree: 1e6, ports: [{ port: 9090, free: false }] },
  };
  const toBuild = [{ folder: 'k6', tools: ['k6'], buildArgs: [], cpuSeconds: 9, serialSeconds: 1 }] as const;
  const outlook = {
    found: {
      tools: { k6: { path: '/usr/bin/k6', version: '2.2.0', from: 'path' } },
      missing: ['prometheus', 'promtool'],
      mistakes: [
        {
          path: 'K6_BIN',
          value: '/no',
          problem: 'does not run (ENOENT)',
          hint: 'name a k6 2.2.x, or unset K6_BIN',
        },
      ],
      passedOver: ['/usr/bin/k6: it is k6 1.0.0, but Carnival needs 2.2.x'],
    },
    ...{ go: null, toBuild, estimateSeconds: 60, goNeeded: '1.26.0' },
    problem: 'there is no Go on PATH to build it with',
  } as const;

  it.each([good, poor])('speaks Chinese of a machine with $cores cores, in 80 columns', (machine) => {
    const text = (words: Words) =>
      [
        ...machineFindings(machine, { toBuild }, EXAMPLE_COSTS, words.doctor),
        ...toolFindings(outlook, '/project', words),
        ...toolFindings({ ...outlook, problem: null }, '/project', words),
      ]
        .flatMap((finding) => format(finding, COLUMNS, words.doctor))
        .join('\n');
    expectChinese(text);
    expectFits(text(zh));
  });
});

it('a try is told in Chinese, in 80 columns', () => {
  const request: TriedRequest = {
    ...{ kind: 'request', behaviour: 'buyer', shopper: 1, step: 'add', next: 'checkout' },
    exchange: {
      ...{
        method: 'GET',
        url: 'http://127.0.0.1/a',
        headers: {},
        body: '',
        status: 200,
        protocol: 'HTTP/1.1',
      },
      ...{ answerHeaders: {}, answerBody: '', answerCharacters: 0 },
    },
    ...{ ms: 12, outcome: 'ok', reason: '', taken: [], lacks: [], looksWrong: '', acknowledged: '' },
  };
  const status = (code: number): TriedRequest['exchange'] => ({ ...request.exchange, status: code });
  const failed = [
    { reason: 'HTTP 404', exchange: status(404) },
    { reason: 'HTTP 401', exchange: status(401) },
    { reason: 'HTTP 429', exchange: status(429) },
    { reason: 'id was not in the answer (HTTP 200)', lacks: ['token', 'basket'] },
    { reason: 'id was not in the answer (HTTP 200)' },
  ].map((each): TriedRequest => ({ ...request, ...each, outcome: 'failed' }));
  const events: readonly TryEvent[] = [
    request,
    ...failed,
    { ...request, shopper: 2, looksWrong: 'the body is an error page', acknowledged: '1' },
    { kind: 'walked', behaviour: 'buyer', unvisited: ['pay'], stopped: 'the 60 s of a try are over' },
  ];
  const shop = { name: 'small', steps: [], behaviours: {} };
  const text = (words: Words): string => {
    const look = { columns: COLUMNS, paints: paintsFor(false), words };
    const lines = new TryLines({ ...look, isVerbose: false, target: 'http://127.0.0.1', describe: () => '' });
    const summary = new TrySummary(shop);
    for (const event of events) summary.take(event);
    const end = { ms: 1200, isInterrupted: false, isKept: true, note: null };
    return [...events.flatMap((event) => lines.of(event)), ...summary.lines({ ...look, ...end })].join('\n');
  };
  expectChinese(text);
  expectFits(text(zh));
});

it('mistakes in a command line are told in Chinese', () => {
  const typed = { scale: 'x', pace: '-1', speed: '', seed: '1.5' };
  const mistakes = [
    ...optionMistakes(typed, { settings: null, behaviours: {} } as never),
    ...folderMistakes({ '--runs': ' ' }),
  ];
  expect(mistakes).toHaveLength(5);
  const text = (words: Words) => printError(new PlanError('command line', mistakes), words).text;
  expectChinese(text);
  expect(text(zh)).toMatch(/^命令行：5 处错误\n\n {2}--scale："x" 不是大于 0 的数\n {4}提示：/);
});

it('what the embedded shop says of itself is said in Chinese, all of it', () => {
  expectChinese(misbehaviourHelp);
  const told = [
    ...MISBEHAVIOURS.map(({ about }) => about),
    ...Object.values(NEEDS),
    ...Object.values(BEHAVIOURS).map(({ description }) => description),
  ];
  expect(told.filter((each) => !message(each).isWhole)).toEqual([]);
});
