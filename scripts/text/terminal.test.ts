import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { columnsOf, isScreen, outliveOutputs, say } from './terminal.ts';

describe('a terminal', () => {
  it.each([
    { where: 'a terminal', output: { isTTY: true }, env: { TERM: 'xterm' }, want: true },
    { where: 'a terminal that says nothing of itself', output: { isTTY: true }, env: {}, want: true },
    { where: 'a dumb terminal', output: { isTTY: true }, env: { TERM: 'dumb' }, want: false },
    { where: 'a pipe', output: {}, env: { TERM: 'xterm' }, want: false },
  ])('understands escape sequences ($want) when it is $where', ({ output, env, want }) => {
    expect(isScreen(output, env)).toBe(want);
  });

  it.each([
    { where: 'wide', output: { isTTY: true, columns: 211 }, want: 211 },
    { where: 'small', output: { isTTY: true, columns: 80 }, want: 80 },
    { where: 'too small for a table', output: { isTTY: true, columns: 40 }, want: 80 },
    { where: 'silent about its width', output: { isTTY: true, columns: 0 }, want: 100 },
    { where: 'none', output: { columns: 211 }, want: 100 },
  ])('that is $where gives $want columns', ({ output, want }) => {
    expect(columnsOf(output)).toBe(want);
  });

  it('is told what others said in a way that it cannot obey', () => {
    const written: string[] = [];
    say({ write: (text) => written.push(text) }, 'no such plan: \u001b[2J\u009b1m\nhint: –');
    expect(written).toEqual(['no such plan: \\u001b[2J\\u009b1m\nhint: –\n']);
  });

  it('that is closed is no error', () => {
    const listened: string[] = [];
    const output = { on: (event: string) => void listened.push(event) } as unknown as NodeJS.WriteStream;
    outliveOutputs({ stdout: output, stderr: output });
    expect(listened).toEqual(['error', 'error']);
  });
});

it('nothing is printed past these functions', () => {
  const files = readdirSync('scripts', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|\/testing\/|^text\/terminal\.ts$/.test(file))
    .map((file) => join('scripts', file));
  expect(files.length).toBeGreaterThan(100);
  const printing = /\bconsole\.\w+\(|\b(stdout|stderr|output)\.write\(/;
  expect(files.filter((file) => printing.test(readFileSync(file, 'utf8')))).toEqual([]);
});
