/** Turns zod's issues into mistakes that a person can act on. */
import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { type Flaw, type Mistake, pathText, quote } from './plan-error.ts';

type Issue = z.core.$ZodIssue;

export function shapeMistakes(raw: unknown, issues: readonly Issue[]): Mistake[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return unknownKeys(raw, issue);
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return nearestBranch(raw, issue);
    const value = valueAt(raw, issue.path);
    return [{ path: pathText(issue.path), value, ...flawOf(issue, value) }];
  });
}

export const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], raw);

function unknownKeys(raw: unknown, issue: z.core.$ZodIssueUnrecognizedKeys): Mistake[] {
  return issue.keys.map((key) => {
    const keys = [...issue.path, key];
    const problem = 'is under an unknown key';
    const hint = didYouMean(key, issue.message.split(' '));
    return { path: pathText(keys), value: valueAt(raw, keys), problem, hint };
  });
}

/** A value may have several allowed shapes. The shape with the fewest mistakes is probably the one the user meant. */
function nearestBranch(raw: unknown, issue: z.core.$ZodIssueInvalidUnion): Mistake[] {
  const branches = issue.errors.map((errors) =>
    shapeMistakes(
      raw,
      errors.map((error) => ({ ...error, path: [...issue.path, ...error.path] })),
    ),
  );
  return branches.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

const EXAMPLES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a string',
  boolean: 'true or false',
  array: 'a list [ … ]',
  object: 'an object { … }',
  record: 'an object { … } of strings',
};

function flawOf(issue: Issue, value: unknown): Flaw {
  if (issue.code === 'invalid_type') {
    const wanted = EXAMPLES[issue.expected] ?? issue.expected;
    if (value === undefined) return { problem: 'is missing', hint: `write ${wanted}` };
    const quotes = typeof value === 'string' ? ', without quotes' : '';
    return { problem: `is not ${wanted}`, hint: `write ${wanted}${quotes}` };
  }
  if (issue.code === 'too_small') {
    if (issue.origin === 'array' || issue.origin === 'string')
      return { problem: 'is empty', hint: 'write at least one' };
    const bound = issue.inclusive ? `of at least ${issue.minimum}` : `above ${issue.minimum}`;
    return { problem: 'is too small', hint: `write a number ${bound}` };
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'string')
      return { problem: 'is too long', hint: `write at most ${issue.maximum} characters` };
    if (issue.origin === 'array')
      return { problem: 'has too many entries', hint: `write at most ${issue.maximum}` };
    const bound = issue.inclusive ? `of at most ${issue.maximum}` : `below ${issue.maximum}`;
    return { problem: 'is too big', hint: `write a number ${bound}` };
  }
  const choices = choicesOf(issue);
  if (choices !== null) {
    const problem =
      value === undefined ? 'is missing' : `is not one of ${choices.map((each) => quote(each)).join(', ')}`;
    return { problem, hint: didYouMean(value ?? '', choices) };
  }
  const [problem, hint] = issue.message.split('\n');
  return { problem: problem!, hint: hint ?? 'see scenarios/campaigns/plan.ts' };
}

function choicesOf(issue: Issue): string[] | null {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code === 'invalid_union' && 'options' in issue) return (issue.options ?? []).map(String);
  return null;
}
