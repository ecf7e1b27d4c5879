import { describe, expect, it } from 'vitest';
import { auditMistakes, auditWay } from './audit-option.ts';

const PLAN = { allow: [] };
const RUN = { targets: {}, hosts: {} };
const resolve = async () => ['127.0.0.1'];

describe('--audit', () => {
  it.each([
    { text: 'psql -c "select …"', want: { kind: 'command', command: 'psql -c "select …"' } },
    { text: 'curl https://staging.example/', want: { kind: 'command' } },
    {
      text: ' http://localhost:9/orders ',
      want: { kind: 'endpoint', headers: {}, endpoint: { addresses: ['127.0.0.1'] } },
    },
  ])('“$text” is $want.kind', async ({ text, want }) => {
    expect(await auditWay(text, { plan: PLAN, run: RUN, env: {}, resolve })).toMatchObject(want);
    expect(auditMistakes(text, {})).toEqual([]);
  });

  it('sends the token of the environment', async () => {
    const env = { CARNIVAL_AUDIT_TOKEN: 'secret' };
    const way = await auditWay('http://localhost/', { plan: PLAN, run: RUN, env, resolve });
    expect(way).toMatchObject({ headers: { authorization: 'Bearer secret' } });
  });

  it.each([
    { text: '', env: {}, want: 'names nothing' },
    { text: 'htps://staging.example/', env: {}, want: 'is not an http or https URL' },
    { text: 'https://me:word@staging.example/', env: {}, want: 'carries credentials' },
    { text: 'https://staging.example/', env: { CARNIVAL_AUDIT_TOKEN: '' }, want: 'is set, and empty' },
    { text: 'https://staging.example/', env: { CARNIVAL_AUDIT_TOKEN: 'a\nb' }, want: /cannot be sent/ },
  ])('“$text” is a mistake: $want', ({ text, env, want }) => {
    const [mistake, ...others] = auditMistakes(text, env);
    expect(others).toEqual([]);
    expect(mistake?.problem).toMatch(want);
    expect(JSON.stringify(mistake)).not.toMatch(/word@|a\\nb/);
  });

  it('that may not be asked is a mistake of the command line', async () => {
    const elsewhere = async () => ['192.0.2.1'];
    await expect(
      auditWay('https://staging.example/', { plan: PLAN, run: RUN, env: {}, resolve: elsewhere }),
    ).rejects.toMatchObject({ exitCode: 104, message: expect.stringContaining('--audit') });
  });
});
