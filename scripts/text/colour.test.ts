import { describe, expect, it } from 'vitest';
import { colourWanted, paintsFor } from './colour.ts';

describe('colour', () => {
  it.each([
    { where: 'a terminal', output: { isTTY: true }, env: {}, want: true },
    { where: 'a pipe', output: {}, env: {}, want: false },
    { where: 'a pipe, whatever FORCE_COLOR says', output: {}, env: { FORCE_COLOR: '1' }, want: false },
    { where: 'a terminal with NO_COLOR', output: { isTTY: true }, env: { NO_COLOR: '1' }, want: false },
    {
      where: 'a terminal with an empty NO_COLOR',
      output: { isTTY: true },
      env: { NO_COLOR: '' },
      want: true,
    },
  ])('is $want on $where', ({ output, env, want }) => {
    expect(colourWanted(output, env)).toBe(want);
  });

  it('is painted where it is wanted, though this process writes to a pipe', () => {
    expect(paintsFor(true).red('late')).toBe('\u001b[31mlate\u001b[39m');
    expect(paintsFor(false).red('late')).toBe('late');
  });
});
