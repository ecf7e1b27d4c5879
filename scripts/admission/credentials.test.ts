import { describe, expect, it } from 'vitest';
import { basic, bearer, env, type FixedAccess } from '../../scenarios/shop/secrets.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { readCredentials } from './credentials.ts';

const read = (access: FixedAccess, variables: Readonly<Record<string, string>> = {}) => {
  const mistakes: Mistake[] = [];
  const { headers, masked } = readCredentials(access, variables, mistakes);
  return { headers, masked, mistakes, told: mistakes.map(({ path, problem }) => `${path} ${problem}`) };
};

describe('the headers of every request', () => {
  it.each([
    { what: 'a token', access: { auth: bearer(env('TOKEN')) }, want: { Authorization: 'Bearer abc.def' } },
    {
      what: 'a name and a password, as UTF-8',
      access: { auth: basic(env('USER'), env('PASSWORD')) },
      want: { Authorization: `Basic ${Buffer.from('jo:pässwörd:1').toString('base64')}` },
    },
    {
      what: 'a name that is written out',
      access: { auth: basic('ann', env('PASSWORD')) },
      want: { Authorization: `Basic ${Buffer.from('ann:pässwörd:1').toString('base64')}` },
    },
    {
      what: 'fixed ones, and none that depends on the visit',
      access: { headers: { 'X-Gate': env('TOKEN'), 'X-Plain': 'a', 'X-Visit': () => 'b' } },
      want: { 'X-Gate': 'abc.def', 'X-Plain': 'a' },
    },
    {
      what: 'an Authorization that is written out before one of auth',
      access: { auth: bearer(env('TOKEN')), headers: { authorization: 'Token x' } },
      want: { authorization: 'Token x' },
    },
    { what: 'nothing', access: {}, want: {} },
  ])('are made from $what', ({ access, want }) => {
    const { headers, mistakes } = read(access, { TOKEN: 'abc.def', USER: 'jo', PASSWORD: 'pässwörd:1' });
    expect([headers, mistakes]).toEqual([want, []]);
  });
});

describe('a variable', () => {
  it.each([
    { given: undefined, want: 'TOKEN is not set in the environment' },
    { given: '', want: 'TOKEN is set, and empty' },
    { given: 'abc\n', want: 'TOKEN holds a character that cannot be sent' },
    { given: 'a b', want: 'TOKEN holds a character that cannot be sent' },
    { given: 'ключ', want: 'TOKEN holds a character that cannot be sent' },
  ])('of a token that is $given is told: $want', ({ given, want }) => {
    const { told } = read({ auth: bearer(env('TOKEN')) }, given === undefined ? {} : { TOKEN: given });
    expect(told).toEqual([want]);
  });

  it.each(['a\r\nX-Evil: 1', ' a', 'a ', 'ä', '\u0000'])('of a header may not be %j', (given) => {
    expect(read({ headers: { 'X-Gate': env('GATE') } }, { GATE: given }).told).toEqual([
      'GATE holds a character that cannot be sent',
    ]);
  });

  it('of a user has no colon', () => {
    const { told } = read({ auth: basic(env('USER'), env('PASSWORD')) }, { USER: 'a:b', PASSWORD: 'c:d' });
    expect(told).toEqual(['USER holds a character that cannot be sent']);
  });

  it('that k6 would take for an option of its own is told', () => {
    expect(read({ auth: bearer(env('K6_TOKEN')) }, { K6_TOKEN: 'a' }).told).toEqual([
      'K6_TOKEN would be taken by k6 as an option of its own',
    ]);
  });

  it('is told of once, and all of them at once', () => {
    const access = {
      auth: basic(env('USER'), env('PASSWORD')),
      headers: { 'X-A': env('GATE'), 'X-B': env('GATE') },
    };
    expect(read(access).told.map((line) => line.split(' ')[0])).toEqual(['USER', 'PASSWORD', 'GATE']);
  });

  it('never has its value shown, nor a secret that was written in place of a name', () => {
    const access = {
      auth: bearer(env('TOKEN')),
      headers: { 'X-A': env('s3cr3t-in-place'), 'X-B': env('GATE') },
    };
    const { mistakes } = read(access, { TOKEN: 'hunter2\n', GATE: 'hunter3\n' });
    expect(mistakes).toHaveLength(3);
    expect(new PlanError('command line', mistakes).message).not.toMatch(/hunter|s3cr3t/);
  });
});

describe('masked text', () => {
  const SECRETS = { TOKEN: 'abc.def+1/2==', USER: 'jo', PASSWORD: 'p"ä ss&word' };
  const access = { auth: basic(env('USER'), env('PASSWORD')), headers: { 'X-Gate': env('TOKEN') } };
  const { headers, masked } = read(access, SECRETS);

  it.each([
    { where: 'plain', text: `is ${SECRETS.TOKEN}!`, want: 'is ‹TOKEN›!' },
    { where: 'in JSON', text: JSON.stringify({ a: SECRETS.PASSWORD }), want: '{"a":"‹PASSWORD›"}' },
    { where: 'in a URL', text: `?t=${encodeURIComponent(SECRETS.TOKEN)}`, want: '?t=‹TOKEN›' },
    {
      where: 'in a form',
      text: `p=${new URLSearchParams({ p: SECRETS.PASSWORD }).toString().slice(2)}`,
      want: 'p=‹PASSWORD›',
    },
    { where: 'in a Basic header', text: headers.Authorization!, want: 'Basic ‹PASSWORD›' },
    { where: 'in base64', text: Buffer.from(SECRETS.TOKEN).toString('base64'), want: '‹TOKEN›' },
    { where: 'twice', text: `${SECRETS.TOKEN},${SECRETS.TOKEN}`, want: '‹TOKEN›,‹TOKEN›' },
    { where: 'nowhere', text: 'abcXdef+1/2==', want: 'abcXdef+1/2==' },
  ])('has no secret $where', ({ text, want }) => {
    expect(masked(text)).toBe(want);
  });

  it('has the longer of two secrets replaced where one begins the other', () => {
    const both = { headers: { 'X-A': env('SHORT'), 'X-B': env('LONG') } };
    expect(read(both, { SHORT: 'abcd', LONG: 'abcdef' }).masked('abcdef abcd')).toBe('‹LONG› ‹SHORT›');
  });

  it('is the text itself where there are no secrets', () => {
    expect(read({ headers: { 'X-A': 'plain' } }).masked('plain')).toBe('plain');
  });
});
