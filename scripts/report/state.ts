/** How a result looks: a sign and a word, so that colour alone says nothing. */
import type { CellState } from '../evidence/cell.ts';
import type { ValidityCheck } from '../verdict/verdict.ts';
import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';

type State = CellState | ValidityCheck['state'];

const SIGNS: Readonly<Record<State, string>> = {
  pass: '✓',
  ok: '✓',
  fail: '✗',
  broken: '✗',
  'not-proven': '?',
  'not-judged': '·',
  'not-checked': '·',
};

export const sign = (state: State): string => SIGNS[state];

export const stateWord = (state: State, words: Words): string =>
  state in words.state ? words.state[state as CellState] : words.checkState[state as ValidityCheck['state']];

/** Read out as its word. */
export const stateMark = (state: State, words: Words): Html => html`<span class="mark ${state}"
><span aria-hidden="true">${sign(state)}</span> ${stateWord(state, words)}</span>`;
