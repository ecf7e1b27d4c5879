/**
 * `junit.xml`: the verdict for a CI. Each objective is a test suite and each of its cells a test case; the load is one more suite.
 * `failure`: a cell that failed. `error`: what makes the run inconclusive. `skipped`: not proven, and not required.
 *
 * @see https://github.com/testmoapp/junitxml for the dialect that CIs agree on
 */
import { type Cell, cellName } from '../evidence/cell.ts';
import { allShown } from '../text/shown.ts';
import type { ValidityCheck, Verdict } from '../verdict/verdict.ts';
import type { Output } from './output.ts';
import { explaining, inTimeWords } from './selection.ts';

type Result = 'passed' | 'failure' | 'error' | 'skipped';
interface Case {
  readonly name: string;
  readonly result: Result;
  readonly message: string;
}
interface Suite {
  readonly name: string;
  /** What a passed case has no room for. */
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  readonly cases: readonly Case[];
}

export const junit = { name: 'junit', file: 'junit.xml', print } as const satisfies Output;

function print(given: Verdict): string {
  const verdict = allShown(given);
  const suites: readonly Suite[] = [
    ...verdict.objectives.map(({ id, cells }) => ({
      name: id,
      properties: cells.filter(({ required, sample }) => required && sample !== null).map(propertyOf),
      cases: cells.map((cell) => caseOfCell(cell, verdict.causes)),
    })),
    {
      name: 'load',
      properties: [{ name: 'decided by', value: verdict.decidedBy.join(', ') }],
      cases: [...verdict.validity.map(caseOfCheck), ...caseOfInterruption(verdict)],
    },
  ];
  const cases = suites.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(`carnival ${verdict.plan}`)}"${totals(cases)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOfCell(cell: Cell, causes: Verdict['causes']): Case {
  const unproven = cell.required ? 'error' : 'skipped';
  const result = (
    { pass: 'passed', fail: 'failure', 'not-proven': unproven, 'not-judged': 'skipped' } as const
  )[cell.state];
  const message = inFullWords(cell);
  return {
    name: cellName(cell),
    result,
    message: result === 'failure' ? withCauses(message, cell, causes) : message,
  };
}

/** The causes of the step's failures: CI shows the message, and nobody opens a log. */
function withCauses(message: string, { step }: Cell, causes: Verdict['causes']): string {
  const its = explaining(causes)
    .filter((each) => step === null || each.step === step)
    .map(({ cause, count }) => `${count} × ${cause}`);
  return its.length === 0 ? message : `${message}. Causes: ${its.join(', ')}`;
}

const propertyOf = (cell: Cell) => ({ name: cellName(cell), value: inFullWords(cell) });

/** Its reason, and how its samples lie in time if the reason does not say so. */
function inFullWords(cell: Cell): string {
  const inTime = inTimeWords(cell);
  return inTime === null || cell.reason.includes(inTime) ? cell.reason : `${cell.reason} (${inTime})`;
}

function caseOfCheck({ id, phase, population, state, reason }: ValidityCheck): Case {
  const result = ({ ok: 'passed', broken: 'error', 'not-checked': 'skipped' } as const)[state];
  return {
    name: [id, phase, population].filter((part) => part !== null).join(' · '),
    result,
    message: reason,
  };
}

/** Without it, a run that was cut short without a failure would look like a finished one. */
const caseOfInterruption = ({ interrupted, aborted, headline }: Verdict): readonly Case[] =>
  interrupted || aborted !== null ? [{ name: 'carried-out', result: 'error', message: headline }] : [];

function suiteLines({ name, properties, cases }: Suite): readonly string[] {
  return [
    `  <testsuite name="${escaped(name)}"${totals(cases)}>`,
    ...(properties.length === 0
      ? []
      : [
          '    <properties>',
          ...properties.map(
            (each) => `      <property name="${escaped(each.name)}" value="${escaped(each.value)}"/>`,
          ),
          '    </properties>',
        ]),
    ...cases.map((each) => {
      const opening = `    <testcase classname="${escaped(name)}" name="${escaped(each.name)}"`;
      return each.result === 'passed'
        ? `${opening}/>`
        : `${opening}><${each.result} message="${escaped(each.message)}"/></testcase>`;
    }),
    '  </testsuite>',
  ];
}

function totals(cases: readonly Case[]): string {
  const of = (result: Result): number => cases.filter((each) => each.result === result).length;
  return ` tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};

/** What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets) and is no control character, such as half an emoji, becomes U+FFFD. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\n\t\r]/g, (character) => ENTITIES[character]!);
