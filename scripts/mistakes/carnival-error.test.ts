import { afterEach, describe, expect, it, vi } from 'vitest';
import { CarnivalError, printError, printHint } from './carnival-error.ts';
import { EXIT } from './exit-codes.ts';
import { PlanError } from './plan-error.ts';

afterEach(() => vi.unstubAllEnvs());

it('a hint stands below its message, and its further lines below its first word', () => {
  expect(printHint('install Go:\n  Debian   apt')).toBe('  hint: install Go:\n          Debian   apt');
});

describe('an error is printed', () => {
  it('with its hint on a line of its own, and ends the command with its own exit code', () => {
    const error = new CarnivalError('port 9090 is taken', { hint: 'name another', exitCode: EXIT.badPlan });
    expect(printError(error)).toEqual({
      text: 'port 9090 is taken\n  hint: name another',
      exitCode: EXIT.badPlan,
    });
  });

  it('by its message alone when it has no hint', () => {
    expect(printError(new CarnivalError('no room'))).toEqual({ text: 'no room', exitCode: EXIT.broken });
  });

  it('with a hint for each mistake when it is a list of them', () => {
    const mistakes = [{ path: 'seed', value: -1, problem: 'is too small', hint: 'write 0' }];
    const { text, exitCode } = printError(new PlanError('plan "x"', mistakes));
    expect(text).toBe('plan "x" has a mistake\n\n  seed: -1 is too small\n    hint: write 0');
    expect(exitCode).toBe(EXIT.badPlan);
  });

  it('as a defect of the tool itself when nobody wrote a message for it', () => {
    vi.stubEnv('CARNIVAL_DEBUG', '');
    const { text, exitCode } = printError(new TypeError('x is not a function'));
    expect(text).toMatch(/^carnival: x is not a function\n {2}hint: CARNIVAL_DEBUG=1/);
    expect(exitCode).toBe(EXIT.broken);
  });

  it('as a defect with the place in the code when CARNIVAL_DEBUG asks for it', () => {
    vi.stubEnv('CARNIVAL_DEBUG', '1');
    expect(printError(new TypeError('oops')).text).toMatch(/carnival-error\.test\.ts/);
  });

  it('with the place in the code too when something broke that has a message, and never for a mistake', () => {
    vi.stubEnv('CARNIVAL_DEBUG', '1');
    const broken = printError(new CarnivalError('the keeper is gone', { hint: 'start again' })).text;
    expect(broken).toMatch(
      /the keeper is gone\n {4}at .*carnival-error\.test\.ts[\s\S]*\n {2}hint: start again$/,
    );
    const mistake = new CarnivalError('no such plan', { exitCode: EXIT.badPlan });
    expect(printError(mistake).text).toBe('no such plan');
  });

  it('even when it is not an error at all', () => {
    vi.stubEnv('CARNIVAL_DEBUG', '');
    expect(printError('thrown text').text).toContain('thrown text');
  });
});
