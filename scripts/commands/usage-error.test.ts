import { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { EXIT } from '../mistakes/exit-codes.ts';
import { en } from '../words/en.ts';
import { printUsageError } from './usage-error.ts';

it.each([
  {
    given: "error: unknown command 'bogus'",
    want: "unknown command 'bogus'\n  hint: add --help to see what it takes",
  },
  {
    given: "error: unknown option '--pase'\n(Did you mean --pace?)",
    want: "unknown option '--pase'\n  hint: did you mean --pace?",
  },
  {
    given: "error: unknown command 'x'\n(Did you mean one of a, b?)",
    want: "unknown command 'x'\n  hint: did you mean one of a, b?",
  },
  {
    given: "error: option '--shop-port <port>' argument 'abc' is invalid. a port is a number",
    want: "option '--shop-port <port>' argument 'abc' is invalid\n  hint: a port is a number",
  },
  {
    given: "error: too many arguments for 'rehearse'. Expected 0 arguments but got 1.",
    want: "too many arguments for 'rehearse'. Expected 0 arguments but got 1.\n  hint: a plan is named by its flag: --plan plan.json",
  },
  {
    given: "error: too many arguments for 'judge'. Expected 1 argument but got 2.",
    want: "too many arguments for 'judge'. Expected 1 argument but got 2.\n  hint: add --help to see what it takes",
  },
  {
    given: "error: too many arguments for 'compare'. Expected 2 arguments but got 3.",
    want: "too many arguments for 'compare'. Expected 2 arguments but got 3.\n  hint: it takes two runs; --json prints, so write it into a file with > out.json",
  },
  {
    given: "error: option '--lang <language>' argument 'fr' is invalid. Allowed choices are en, zh.",
    want: "option '--lang <language>' argument 'fr' is invalid\n  hint: there are: en, zh",
  },
  { given: 'something new', want: 'something new\n  hint: add --help to see what it takes' },
])('the mistake “$given” is shown with a hint, and ends with 104', ({ given, want }) => {
  expect(printUsageError(new CommanderError(1, 'commander.any', given), en)).toEqual({
    text: want,
    exitCode: EXIT.badPlan,
  });
});

it.each([
  { given: 'asked for', error: new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'), want: 0 },
  { given: 'shown for want of a command', error: new CommanderError(1, 'commander.help', ''), want: 104 },
])('after a help text that was $given nothing more is said', ({ error, want }) => {
  expect(printUsageError(error, en)).toEqual({ text: '', exitCode: want });
});
