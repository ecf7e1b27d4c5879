import { describe, expect, it } from 'vitest';
import { folderMistakes, passwordMistakes, tokenMistakes } from './option-mistakes.ts';

describe('an option that names a folder', () => {
  it.each([
    { given: '', want: ['--runs'] },
    { given: '  ', want: ['--runs'] },
    { given: undefined, want: [] },
    { given: 'runs', want: [] },
  ])('is a mistake when it names nothing: "$given"', ({ given, want }) => {
    expect(folderMistakes({ '--runs': given }).map(({ path }) => path)).toEqual(want);
  });
});

describe('the admin token', () => {
  it.each([
    { given: 'an empty secret of a CI', token: '', problem: /empty/ },
    { given: 'a line break at its end', token: 'abc\n', problem: /line break/ },
    { given: 'a line break in its middle', token: 'abc\r\nx-other: 1', problem: /line break/ },
    { given: 'a blank', token: 'x y', problem: /blank/ },
    { given: 'a letter that is not ASCII', token: 'schlüssel', problem: /cannot be sent/ },
  ])('with $given is a mistake that does not show it', ({ token, problem }) => {
    const mistakes = tokenMistakes({ CARNIVAL_ADMIN_TOKEN: token });
    expect(mistakes).toMatchObject([
      { path: 'CARNIVAL_ADMIN_TOKEN', value: undefined, problem: expect.stringMatching(problem) },
    ]);
    if (token !== '') expect(JSON.stringify(mistakes)).not.toContain(token.trim());
  });

  it.each([undefined, 'abc', 'YWJj+/==', 'a-b_c.d~e'])('may be %s', (token) => {
    expect(tokenMistakes({ CARNIVAL_ADMIN_TOKEN: token })).toEqual([]);
  });
});

describe('the password of Prometheus', () => {
  it.each(['', 'short', 'with a blank in its middle', 'x'.repeat(73), 'a line break at its end\n'])(
    'is a mistake when it is %j, and is not shown',
    (password) => {
      const mistakes = passwordMistakes({ CARNIVAL_PROMETHEUS_PASSWORD: password });
      expect(mistakes).toHaveLength(1);
      expect(mistakes[0]!.value).toBeUndefined();
    },
  );

  it('may be missing, or long enough', () => {
    expect(passwordMistakes({})).toEqual([]);
    expect(passwordMistakes({ CARNIVAL_PROMETHEUS_PASSWORD: '0123456789abcdef' })).toEqual([]);
  });
});
