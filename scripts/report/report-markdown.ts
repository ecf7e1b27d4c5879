/** The report in at most 60 lines of Markdown, for a pull request or a chat. Pure. */
import type { Cell } from '../evidence/cell.ts';
import { cellName } from '../evidence/cell.ts';
import { boundText, figureText, targetText } from '../outputs/objective-figures.ts';
import { checks, failures, unproven, widestCell } from '../outputs/selection.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { fullName } from '../verdict/judge.ts';
import type { ObjectiveResult } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';
import { inCode, inMarkdown, row } from './markdown.ts';
import { rehearseLine } from './rehearse-line.ts';
import type { ReportSource } from './source.ts';
import { sign, stateWord } from './state.ts';

export const LINES_MAX = 60;
/** Together with all that is not a list, these stay below the limit. */
const FAILED_MAX = 8;
const OBJECTIVES_MAX = 14;
const DRILLS_MAX = 7;
const UNPROVEN_MAX = 5;
const SENTENCE_CHARACTERS_MAX = 300;

export function reportMarkdown(source: ReportSource, words: Words): string {
  const { verdict, plan } = source;
  const { report: say } = words;
  const { outcome, seed, scale, pace, speed } = verdict;
  const settings = say.headline.settings(String(seed), inShort(scale), inShort(pace), inShort(speed));
  const title = `## ${words.outcome[outcome]}: ${inMarkdown(plan.name)}`;
  return [
    title,
    '',
    inMarkdown(cut(verdict.headline)),
    '',
    `${inCode(verdict.runId)} · ${inMarkdown(settings)}`,
    ...failedLines(source, words),
    ...objectiveLines(source, words),
    ...drillLines(source, words),
    ...loadLine(source, words),
    ...unprovenLine(source, words),
    '',
    `**${say.summary.again}**: ${inCode(rehearseLine(plan))}`,
    '',
  ].join('\n');
}

function failedLines({ verdict }: ReportSource, { report: say }: Words): readonly string[] {
  const { shown, more } = failures(verdict);
  if (shown.length === 0) return [];
  const listed = shown.slice(0, FAILED_MAX);
  const rest = shown.length - listed.length + more;
  return [
    '',
    `**${say.objectives.failedTitle}**`,
    '',
    ...listed.map((named) => `- ${inMarkdown(fullName(named))}: ${inMarkdown(cut(named.cell.reason))}`),
    ...(rest > 0 ? [`- ${inMarkdown(say.summary.andMore(inFull(rest)))}`] : []),
  ];
}

function objectiveLines({ verdict }: ReportSource, words: Words): readonly string[] {
  const { columns } = words.report.objectives;
  const required = verdict.objectives.filter(
    ({ drill, cells }) => drill === null && cells.some((cell) => cell.required),
  );
  if (required.length === 0) return [];
  const rest = required.length - OBJECTIVES_MAX;
  return [
    '',
    row(columns.map((column) => inMarkdown(column) || ' ')),
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...required.slice(0, OBJECTIVES_MAX).map((each) => objectiveRow(each, widestCell(each), words)),
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
      inFull(widest?.n ?? 0),
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
      const what =
        missing === null ? `${where}: ${fault}` : `${words.report.drills.didNotHappen}: ${missing}`;
      return `- ${sign(state)} ${inMarkdown(drill)} (${inMarkdown(stateWord(state, words))}): ${inMarkdown(cut(what))}`;
    }),
    ...(rest > 0 ? [`- ${inMarkdown(words.report.summary.andMore(inFull(rest)))}`] : []),
  ];
}

function loadLine({ verdict }: ReportSource, words: Words): readonly string[] {
  const { report: say } = words;
  const [broken] = checks(verdict).filter(({ check }) => check.state === 'broken');
  const { shoppersMax, requestsPerSecondBest } = verdict.proven;
  const carried = `${inFull(shoppersMax)} ${say.proven.shoppers}; ${inShort(requestsPerSecondBest)} ${say.proven.requests}`;
  const what = broken === undefined ? say.generator.valid : cut(broken.check.reason);
  return ['', `**${say.summary.load}**: ${inMarkdown(what)} ${inMarkdown(carried)}`];
}

function unprovenLine({ verdict }: ReportSource, { report: say }: Words): readonly string[] {
  const required = unproven(verdict).flatMap(({ objective, required: cells }) =>
    cells.map((cell) => `${objective.id} · ${cellName(cell)}`),
  );
  const others = verdict.objectives.flatMap(({ cells }) =>
    cells.filter((cell) => cell.state === 'not-proven' && !cell.required),
  ).length;
  const listed = required.slice(0, UNPROVEN_MAX);
  const rest = required.length - listed.length;
  const words = [
    ...listed,
    ...(rest > 0 ? [say.summary.andMore(inFull(rest))] : []),
    ...(others > 0 ? [say.summary.notRequired(inFull(others))] : []),
  ];
  if (words.length === 0) return [];
  return ['', `**${say.summary.notProven}**: ${inMarkdown(words.join('; '))}`];
}

const cut = (text: string): string =>
  text.length > SENTENCE_CHARACTERS_MAX ? `${text.slice(0, SENTENCE_CHARACTERS_MAX - 1)}…` : text;
