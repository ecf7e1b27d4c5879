import { describe, expect, it } from 'vitest';
import type { Answer } from './pinned-request.ts';
import { admit, NOT_FOUND, PLAN, STAGING } from './testing/admit-in-a-world.ts';

describe('a staging that cannot be changed', () => {
  const HEADER = { name: 'X-Environment', value: 'uat' };
  const agreed = (header: { name: string; value: string; path?: string } = HEADER) => ({
    ...PLAN,
    allow: [{ ...PLAN.allow[0]!, header }],
  });
  const RECORD = '_carnival.staging.example';
  const withHeader = (value: string, status = 200): Answer => ({
    ...NOT_FOUND,
    status,
    headers: { 'x-environment': value },
  });
  const home = '192.0.2.7/';
  const SILENT = { '192.0.2.7': NOT_FOUND };
  const URL = 'https://staging.example';

  it('is admitted by a TXT record of its name', async () => {
    const { admitted } = await admit([URL], SILENT, PLAN, {
      [RECORD]: [['v=spf1 -all'], ['carnival-', 'environment=staging']],
    });
    expect(admitted.map(({ environment }) => environment)).toEqual(['staging', 'staging']);
  });

  it.each([200, 302, 404])('is admitted by the agreed header, with whatever status (%d)', async (status) => {
    const { admitted, asked } = await admit(
      [URL],
      { ...SILENT, [home]: withHeader('uat', status) },
      agreed(),
    );
    expect(admitted.map(({ environment }) => environment)).toEqual(['uat', 'uat']);
    expect(asked).toEqual([`${URL} at 192.0.2.7`, `${URL} at 192.0.2.7 for /`]);
  });

  it('is asked for the path that was agreed', async () => {
    const plan = agreed({ ...HEADER, path: '/health' });
    const { admitted } = await admit([URL], { ...SILENT, '192.0.2.7/health': withHeader('uat') }, plan);
    expect(admitted).toHaveLength(2);
  });

  it('is admitted on loopback too, where the plan agrees on a header', async () => {
    const plan = { ...PLAN, allow: [{ host: '127.0.0.1', addresses: ['127.0.0.0/8'], header: HEADER }] };
    const answers = { '127.0.0.1': NOT_FOUND, '127.0.0.1/': withHeader('uat') };
    expect((await admit(['http://127.0.0.1:81'], answers, plan)).admitted).toHaveLength(2);
  });

  it('is refused when nobody says what it is, and is told all three ways', async () => {
    const { mistakes } = await admit([URL], { ...SILENT, [home]: NOT_FOUND }, agreed());
    expect(mistakes[0]!.problem).toBe(
      'does not say that it is no production: GET /carnival-environment answers 404; the header X-Environment of GET / is not in the answer (404); the TXT record of _carnival.staging.example is not there (ENOTFOUND)',
    );
    for (const way of ['GET /carnival-environment', '"carnival-environment=staging"', 'header: { name:'])
      expect(mistakes[0]!.hint).toContain(
        way.replaceAll('"carnival', 'carnival').replace('staging"', 'staging'),
      );
  });

  it.each([
    {
      what: 'its DNS',
      records: [['carnival-environment=production']],
      want: /^is "production", says the TXT record of _carnival/,
    },
    {
      what: 'one record of two',
      records: [['carnival-environment=staging'], ['carnival-environment=live']],
      want: /^is "live"/,
    },
    { what: 'a record that is empty', records: [['carnival-environment=']], want: /^is "", says the TXT/ },
  ])(
    'is not sent a request when $what calls it production, though all else says staging',
    async ({ records, want }) => {
      const { mistakes, asked } = await admit([URL], { [home]: withHeader('uat') }, agreed(), {
        [RECORD]: records,
      });
      expect(mistakes.map(({ problem }) => problem)).toEqual([expect.stringMatching(want)]);
      expect(asked).toEqual([]);
    },
  );

  it.each([
    {
      what: 'its header',
      answers: { [home]: withHeader('production') },
      want: /^is "production", says the header X-Environment of GET \/, and not uat$/,
    },
    {
      what: 'its header in the check itself',
      answers: { '192.0.2.7': { ...withHeader('production'), body: STAGING.body }, [home]: NOT_FOUND },
      want: /^is "production", says the header X-Environment of GET \/carnival-environment/,
    },
    {
      what: 'its answer',
      answers: {
        '192.0.2.7': { ...STAGING, body: '{"environment":"production"}' },
        [home]: withHeader('uat'),
      },
      want: /^is "production", says GET \/carnival-environment/,
    },
  ])('is refused when $what calls it production, though its DNS says staging', async ({ answers, want }) => {
    const records = { [RECORD]: [['carnival-environment=staging']] };
    const { mistakes } = await admit([URL], answers, agreed(), records);
    expect(mistakes.map(({ problem }) => problem)).toEqual([expect.stringMatching(want)]);
  });

  it.each([
    { what: 'many', records: Array.from({ length: 5000 }, (_, i) => [`v=spf${i}`]) },
    { what: 'huge', records: [Array.from({ length: 250 }, () => 'x'.repeat(255))] },
    { what: 'binary', records: [['\u0000\u001b]52;c;\u0007\ufffd'], []] },
    { what: 'like the real one', records: [['xcarnival-environment=staging'], ['environment=staging']] },
  ])('is refused though it has records that are $what', async ({ records }) => {
    const { mistakes } = await admit([URL], SILENT, PLAN, { [RECORD]: records });
    expect(mistakes[0]!.problem).toMatch(/is not there among \d+ others$/);
  });

  it('with a hostile record has it shown short and harmless', async () => {
    const records = { [RECORD]: [[`carnival-environment=\u001b]52;c;${'x'.repeat(60_000)}`]] };
    const { mistakes } = await admit([URL], SILENT, PLAN, records);
    expect(mistakes[0]!.problem).not.toContain('\u001b');
    expect(mistakes[0]!.problem.length).toBeLessThan(250);
  });
});

describe('a refusal names its cause', () => {
  const fails = (code: string, message = code) => Object.assign(new Error(message), { code });
  it.each([
    { answer: { ...NOT_FOUND, status: 401 }, want: /wants to know who asks \(401/, hint: /auth: bearer/ },
    { answer: { ...NOT_FOUND, status: 403 }, want: /does not let this caller in \(403/, hint: /shop\.ts/ },
    { answer: fails('SELF_SIGNED_CERT_IN_CHAIN'), want: /unknown authority \(x509\)/, hint: /--ca <file>/ },
    { answer: fails('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), want: /unknown authority/, hint: /--ca/ },
    { answer: fails('CERT_HAS_EXPIRED'), want: /has expired/, hint: /renew/ },
    {
      answer: fails('ERR_TLS_CERT_ALTNAME_INVALID'),
      want: /another host than staging.example/,
      hint: /a name/,
    },
    {
      answer: fails('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
      want: /ended the TLS handshake/,
      hint: /tls: \{/,
    },
    { answer: fails('EPROTO'), want: /does not speak TLS/, hint: /http:/ },
    { answer: fails('ERR_SSL_WRONG_VERSION_NUMBER'), want: /does not speak TLS/, hint: /http:/ },
  ])('$want', async ({ answer, want, hint }) => {
    const { mistakes } = await admit(['https://staging.example'], { '192.0.2.7': answer });
    expect(mistakes).toEqual([
      expect.objectContaining({ problem: expect.stringMatching(want), hint: expect.stringMatching(hint) }),
    ]);
  });
});
