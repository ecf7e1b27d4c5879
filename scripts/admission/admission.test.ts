import { describe, expect, it } from 'vitest';
import { runTargets } from './admission.ts';
import { admit, PLAN, STAGING } from './testing/admit-in-a-world.ts';

const BY_ANSWER = { environment: 'staging', by: 'GET /carnival-environment' };

describe('admission', () => {
  it('pins the checked address, and resolves and asks once for all regions', async () => {
    const { admitted, resolved, asked } = await admit(['https://staging.example']);
    expect([resolved, asked]).toEqual([['staging.example'], ['https://staging.example at 192.0.2.7']]);
    expect(admitted.map(({ environment }) => environment)).toEqual(['staging', 'staging']);
    expect(runTargets(admitted)).toEqual({
      targets: { east: 'https://staging.example', south: 'https://staging.example' },
      hosts: { 'staging.example:443': '192.0.2.7:443' },
      environments: { east: BY_ANSWER, south: BY_ANSWER },
    });
  });

  it('resolves a name once though two regions use it at two ports', async () => {
    const { admitted, resolved } = await admit([
      'east=http://staging.example',
      'south=http://staging.example:81',
    ]);
    expect(resolved).toEqual(['staging.example']);
    expect(runTargets(admitted).hosts).toEqual({
      'staging.example:80': '192.0.2.7:80',
      'staging.example:81': '192.0.2.7:81',
    });
  });

  it('admits each host that the shop names by itself, beside its regions', async () => {
    const targets = ['https://staging.example', 'search=http://search.example:81'];
    const { admitted } = await admit(targets, {}, PLAN, {}, ['search']);
    expect(runTargets(admitted)).toEqual({
      targets: { east: 'https://staging.example', south: 'https://staging.example' },
      namedHosts: { search: 'http://search.example:81' },
      hosts: { 'staging.example:443': '192.0.2.7:443', 'search.example:81': '127.0.0.5:81' },
      environments: { east: BY_ANSWER, south: BY_ANSWER, search: BY_ANSWER },
    });
    const production = { '127.0.0.5': { ...STAGING, body: '{"environment":"production"}' } };
    const { mistakes } = await admit(targets, production, PLAN, {}, ['search']);
    expect(mistakes).toMatchObject([
      { value: 'search=http://search.example:81', problem: expect.stringMatching(/^is "production"/) },
    ]);
  });

  it('writes IPv6 in brackets', async () => {
    const plan = { ...PLAN, allow: [{ host: 'six.example', addresses: ['2001:db8::/32'] }] };
    const { admitted } = await admit(['http://six.example:81'], {}, plan);
    expect(runTargets(admitted).hosts).toEqual({ 'six.example:81': '[2001:db8::7]:81' });
  });

  it('resolves and pins nothing when the host is a loopback address itself', async () => {
    const { admitted, resolved, asked } = await admit(['east=http://127.0.0.1:81', 'south=http://[::1]:81']);
    expect(resolved).toEqual([]);
    expect(asked).toEqual(['http://127.0.0.1:81 at 127.0.0.1', 'http://[::1]:81 at ::1']);
    expect(runTargets(admitted).hosts).toEqual({});
  });

  it('pins the address that answers when the first does not', async () => {
    const { admitted } = await admit(['http://localhost:81'], { '::1': new Error('ECONNREFUSED') });
    expect(runTargets(admitted).hosts).toEqual({ 'localhost:81': '127.0.0.1:81' });
  });

  it.each([
    { given: 'http://192.0.2.7', want: /the plan does not allow it/ },
    { given: 'http://3221225991', want: /is not on loopback \(192.0.2.7\)/ },
    { given: 'http://169.254.169.254', want: /clouds serve instance metadata/ },
    { given: 'http://0.0.0.0:81', want: /the unspecified network/ },
    { given: 'http://[::ffff:169.254.169.254]', want: /clouds serve instance metadata/ },
    { given: 'http://nowhere.example', want: /does not resolve: getaddrinfo ENOTFOUND/ },
    { given: 'http://odd.example', want: /something that is not an IP address/ },
    { given: 'http://six.example', want: /the plan does not allow it/ },
  ])('refuses $given, and asks it nothing', async ({ given, want }) => {
    const { mistakes, asked } = await admit([given]);
    expect(mistakes).toEqual([
      { path: '--target', value: given, problem: expect.stringMatching(want), hint: expect.any(String) },
    ]);
    expect(asked).toEqual([]);
  });

  it.each([
    {
      answer: { ...STAGING, body: '{"environment":"production"}' },
      want: /^is "production", says GET \/carnival-environment, and not mock, staging or rehearsal$/,
    },
    {
      answer: { ...STAGING, body: '<html>' },
      want: /does not say that it is no production: GET \/carnival-environment answers "<html>"/,
    },
    { answer: { ...STAGING, body: 'null' }, want: /answers "null"/ },
    { answer: { ...STAGING, body: '["staging"]' }, want: /does not say that it is no production/ },
    { answer: { ...STAGING, status: 404 }, want: /GET \/carnival-environment answers 404/ },
    { answer: { ...STAGING, status: 204 }, want: /GET \/carnival-environment answers 204/ },
    { answer: { ...STAGING, status: 308, location: 'http://a' }, want: /redirects.*to "http:\/\/a" \(308\)/ },
    { answer: { ...STAGING, status: 302 }, want: /redirects its environment check to nowhere \(302\)/ },
    {
      answer: new Error('ECONNRESET'),
      want: /does not answer its environment check \(192.0.2.7: ECONNRESET\)/,
    },
  ])('refuses an answer with $want', async ({ answer, want }) => {
    const { mistakes } = await admit(['http://staging.example'], { '192.0.2.7': answer });
    expect(mistakes.map(({ problem }) => problem)).toEqual([expect.stringMatching(want)]);
  });

  it('tells the mistakes of all targets at once', async () => {
    const { mistakes } = await admit([
      'east=http://nowhere.example',
      'south=ftp://a',
      'wset=http://192.0.2.1',
    ]);
    expect(mistakes.map(({ value, problem }) => `${value} ${problem}`)).toEqual([
      'south=ftp://a is not an http or https URL',
      'wset=http://192.0.2.1 names no region of the plan: wset',
      expect.stringMatching(/^east=http:\/\/nowhere.example does not resolve/),
    ]);
  });
});
