/** What the options of the command say, and what is wrong with them. */
import { describe, expect, it } from 'vitest';
import { PlanError } from '../mistakes/plan-error.ts';
import { unsaid } from '../workshop/testing/unsaid.ts';
import { type BoundaryOptions, readOptions } from './read-options.ts';

const GIVEN: BoundaryOptions = { listen: ':9443', to: 'https://bank.example', control: '9444' };
const read = (options: Partial<BoundaryOptions>) =>
  readOptions({ ...GIVEN, ...options }, { nowMs: Date.now(), told: [] });
function mistakesOf(options: Partial<BoundaryOptions>): string[] {
  try {
    read(options);
  } catch (error) {
    if (error instanceof PlanError) {
      expect(unsaid(error.mistakes)).toEqual([]);
      return error.mistakes.map(({ path, problem }) => `${path} ${problem}`);
    }
    throw error;
  }
  return [];
}

describe('--listen', () => {
  it.each([
    { listen: ':9443', want: { host: '127.0.0.1', port: 9443 } },
    { listen: '0.0.0.0:80', want: { host: '0.0.0.0', port: 80 } },
    { listen: '[::]:9443', want: { host: '::', port: 9443 } },
    { listen: 'localhost:0', want: { host: 'localhost', port: 0 } },
  ])('$listen', ({ listen, want }) => expect(read({ listen }).listen).toEqual(want));

  it.each([
    { listen: undefined, want: '--listen is missing' },
    { listen: '9443', want: '--listen has no port' },
    { listen: ':', want: '--listen has no port' },
    { listen: ':65536', want: '--listen has no port' },
    { listen: ':-1', want: '--listen has no port' },
    { listen: 'a b:1', want: '--listen has no host name' },
    { listen: 'http://x:1', want: '--listen has no host name' },
    { listen: '*:1', want: '--listen has no host name' },
    { listen: ':9444', want: '--control is the port for callers too' },
  ])('$listen: $want', ({ listen, want }) => expect(mistakesOf({ listen })).toEqual([want]));
});

describe('--to', () => {
  it.each(['http://127.0.0.1:8080', 'https://bank.example/', 'HTTP://Bank.example'])('%s', (to) =>
    expect(mistakesOf({ to })).toEqual([]),
  );

  it.each([
    { to: undefined, want: '--to is missing' },
    { to: 'bank.example', want: '--to is not an http or https URL' },
    { to: 'file:///etc/passwd', want: '--to is not an http or https URL' },
    { to: 'https://me:secret@bank.example', want: '--to carries credentials' },
    { to: 'https://bank.example/v1', want: '--to has more than a host and a port' },
    { to: 'https://bank.example/?a', want: '--to has more than a host and a port' },
    { to: 'http://127.0.0.1:9443', want: '--to is where the boundary itself listens' },
    { to: 'http://localhost:9443', want: '--to is where the boundary itself listens' },
    { to: 'http://169.254.169.254', want: /^--to resolves to 169.254.169.254: link-local/ },
  ])('$to: $want', ({ to, want }) => expect(mistakesOf({ to })).toEqual([expect.stringMatching(want)]));
});

it('the name is the host, unless one is given', () => {
  expect(read({}).name).toBe('bank.example');
  expect(read({ name: 'bank' }).name).toBe('bank');
  expect(mistakesOf({ name: 'a bank' })).toEqual(['--name is not a valid name']);
});

it('all mistakes are told at once, with those that were found elsewhere', () => {
  const told = [{ path: 'CARNIVAL_BOUNDARY_TOKEN', value: undefined, problem: 'is empty', hint: '' }];
  const options = { listen: '', to: '', control: '', name: '', key: 'k', ca: '/nowhere' };
  const thrown = (() => {
    try {
      return readOptions(options, { nowMs: 0, told });
    } catch (error) {
      return error as PlanError;
    }
  })();
  expect((thrown as PlanError).mistakes.map(({ path }) => path)).toEqual([
    'CARNIVAL_BOUNDARY_TOKEN',
    '--listen',
    '--to',
    '--control',
    '--cert',
    '--ca',
    '--name',
  ]);
});

it('an authority for a dependency without TLS is a mistake', () => {
  expect(mistakesOf({ to: 'http://bank.example', ca: '/nowhere' })[0]).toBe(
    '--ca is for TLS, and --to is http',
  );
});
