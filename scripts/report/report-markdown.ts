/** The report in at most 60 lines of Markdown, for a pull request or a chat. Pure. */
import type { Cell } from '../evidence/cell.ts';
import { cellName } from '../evidence/cell.ts';
import { boundText, figureText, targetText } from '../outputs/objective-figures.ts';
import { checks, failures, objectiveRows, samplesIn, unproven, widestCell } from '../outputs/selection.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { fullName } from '../verdict/judge.ts';
import type { ObjectiveResult } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';
import { inCode, inMarkdown, row } from './markdown.ts';
import { rehearseLine } from './rehearse-line.ts';
import { recoveryOf } from './sections/recovery.ts';
import type { ReportSource } from './source.ts';
import { sign, stateWord } from './state.ts';

export const LINES_MAX = 60;
/** Together with all that is not a list, these stay below the limit. */
const FAILED_MAX = 8;
const OBJECTIVES_MAX = 14;
const DRILLS_MAX = 7;
const UNPROVEN_MAX = 5;
const SENTENCE_CHARACTERS_MAX = 300;
const PERCENT = 100;

export function reportMarkdown(source: ReportSource, words: Words): string {
  const { verdict, plan } = source;
  const { report: say } = words;
  const { outcome, seed, scale, pace, speed } = verdict;
  const settings = say.headline.settings(String(seed), inShort(scale), inShort(pace), inShort(speed));
  const title = `## ${words.outcome[outcome]}: ${inMarkdown(plan.name)}`;
  return [
    title,
    '',
    inMarkdown(cut(words.reason(verdict.headline))),
    '',
    [
      inCode(verdict.runId),
      ...[settings, ...verdict.onPurpose.map(words.table.onPurpose)].map(inMarkdown),
    ].join(' · '),
    ...whereLine(source, words),
    ...failedLines(source, words),
    ...objectiveLines(source, words),
    ...drillLines(source, words),
    ...loadLine(source, words),
    ...unprovenLine(source, words),
    '',
    `**${say.summary.again}**: ${inCode(rehearseLine(plan, source.forecast.shop, verdict.onPurpose))}`,
    '',
  ].join('\n');
}

/** What a reviewer must know to compare it with another run. */
function whereLine({ forecast, observations }: ReportSource, { report: say }: Words): readonly string[] {
  const { environment: on } = observations;
  const target = forecast.shop.isOwn ? say.ranOn.ownShop(forecast.shop.name) : say.summary.embedded;
  const machine =
    on === undefined ? [] : [`${inFull(on.cores)} × ${on.processor}`, `Carnival ${on.carnival}, k6 ${on.k6}`];
  return ['', inMarkdown([target, ...machine].join(' · '))];
}

function failedLines({ verdict }: ReportSource, words: Words): readonly string[] {
  const { report: say } = words;
  const { shown, more } = failures(verdict);
  if (shown.length === 0) return [];
  const listed = shown.slice(0, FAILED_MAX);
  const rest = shown.length - listed.length + more;
  return [
    '',
    `**${say.objectives.failedTitle}**`,
    '',
    ...listed.map(
      (named) =>
        `- ${inMarkdown(words.reason(fullName(named)))}: ${inMarkdown(cut(words.reason(named.cell.reason)))}`,
    ),
    ...(rest > 0 ? [`- ${inMarkdown(say.summary.andMore(inFull(rest)))}`] : []),
  ];
}

function objectiveLines({ verdict }: ReportSource, words: Words): readonly string[] {
  const { columns } = words.report.objectives;
  const rows = objectiveRows(verdict);
  if (rows.length === 0) return [];
  const rest = rows.length - OBJECTIVES_MAX;
  return [
    '',
    row(columns.map((column) => inMarkdown(column) || ' ')),
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...rows.slice(0, OBJECTIVES_MAX).map((each) => objectiveRow(each, widestCell(each), words)),
    ...(rest > 0 ? [row(['', inMarkdown(words.report.summary.andMore(inFull(rest))), '', '', '', ''])] : []),
  ];
}

const objectiveRow = (objective: ObjectiveResult, widest: Cell | undefined, words: Words): string =>
  row(
    [
      `${sign(objective.state)} ${stateWord(objective.state, words)}`,
      objective.id,
      figureText(objective, widest?.figure ?? null),
      boundText(objective, widest),
      targetText(objective),
      inFull(samplesIn(objective)),
    ].map(inMarkdown),
  );

function drillLines({ verdict }: ReportSource, words: Words): readonly string[] {
  const { drills } = verdict;
  if (drills.length === 0) return [];
  const rest = drills.length - DRILLS_MAX;
  return [
    '',
    `**${words.report.summary.drills}**`,
    '',
    ...drills.slice(0, DRILLS_MAX).map(({ drill, state, where, fault, missing }) => {
      const recovery = recoveryOf({ verdict }, { drill });
      const happened = `${where}: ${fault}${recovery === null ? '' : `; ${words.reason(recovery.reason)}`}`;
      const what = missing === null ? happened : `${words.report.drills.didNotHappen}: ${missing}`;
      return `- ${sign(state)} ${inMarkdown(drill)} (${inMarkdown(stateWord(state, words))}): ${inMarkdown(cut(what))}`;
    }),
    ...(rest > 0 ? [`- ${inMarkdown(words.report.summary.andMore(inFull(rest)))}`] : []),
  ];
}

function loadLine({ verdict }: ReportSource, words: Words): readonly string[] {
  const { report: say } = words;
  const [broken] = checks(verdict).filter(({ check }) => check.state === 'broken');
  const { shoppersMax, requestsPerSecondBest, bestSeconds, cpuShare } = verdict.proven;
  const carried = say.summary.carried(
    inFull(shoppersMax),
    inShort(requestsPerSecondBest),
    inFull(bestSeconds),
    inShort(cpuShare * PERCENT),
  );
  const what = broken === undefined ? say.generator.valid : cut(words.reason(broken.check.reason));
  return ['', `**${say.summary.load}**: ${inMarkdown(what)} ${inMarkdown(carried)}`];
}

function unprovenLine({ verdict }: ReportSource, { report: say, reason }: Words): readonly string[] {
  const required = unproven(verdict).flatMap(({ objective, required: its }) =>
    its.map((cell) => reason(`${objective.id} · ${cellName(cell)}`)),
  );
  // As the headline counts them.
  const cells = verdict.objectives
    .flatMap((objective) => objective.cells)
    .filter(({ state }) => state !== 'not-judged');
  const others = cells.filter((cell) => cell.state === 'not-proven' && !cell.required).length;
  const listed = required.slice(0, UNPROVEN_MAX);
  const rest = required.length - listed.length;
  const words = [
    ...listed,
    ...(rest > 0 ? [say.summary.andMore(inFull(rest))] : []),
    ...(others > 0 ? [say.summary.notRequired(inFull(others), inFull(cells.length))] : []),
  ];
  if (words.length === 0) return [];
  return ['', `**${say.summary.notProven}**: ${inMarkdown(words.join('; '))}`];
}

const cut = (text: string): string =>
  text.length > SENTENCE_CHARACTERS_MAX ? `${text.slice(0, SENTENCE_CHARACTERS_MAX - 1)}…` : text;
