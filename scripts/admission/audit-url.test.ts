import { describe, expect, it } from 'vitest';
import { admitAudit, readAuditUrl } from './audit-url.ts';

const RUN = {
  targets: { east: 'https://shop.example', west: 'http://127.0.0.1:8080' },
  hosts: { 'shop.example:443': '192.0.2.7:443' },
};
const ALLOW = [{ host: 'audit.example', addresses: ['198.51.100.0/24'] }];
const DNS: Readonly<Record<string, readonly string[]>> = {
  localhost: ['::1', '127.0.0.1'],
  'audit.example': ['198.51.100.1', '198.51.100.2'],
  'other.example': ['198.51.100.1'],
  'shop.example': ['203.0.113.9'],
};

async function admitted(text: string, { allow = ALLOW, run = RUN } = {}) {
  const asked: string[] = [];
  const resolve = async (host: string) => {
    asked.push(host);
    const found = DNS[host];
    if (found === undefined) throw new Error('ENOTFOUND');
    return found;
  };
  return { asked, ...(await admitAudit(text, { allow, run, resolve })) };
}

describe('an endpoint of the audit', () => {
  it.each([
    { text: 'http://localhost:9/orders', want: ['::1', '127.0.0.1'] },
    { text: 'http://127.0.0.1:9/', want: ['127.0.0.1'] },
    { text: 'https://audit.example/orders?key=1', want: ['198.51.100.1', '198.51.100.2'] },
  ])('$text is admitted at $want', async ({ text, want }) => {
    expect(await admitted(text)).toMatchObject({ addresses: want });
  });

  it("at the target's own host is asked where the target was checked, also at another port", async () => {
    const found = await admitted('https://SHOP.example:8443/admin/orders');
    expect(found).toMatchObject({ asked: [], addresses: ['192.0.2.7'] });
    expect(found).toHaveProperty('url.hostname', 'shop.example');
  });

  it.each([
    { text: 'https://other.example/', want: /resolves outside loopback|the plan does not allow it/ },
    { text: 'https://203.0.113.1/', want: /the plan does not allow it/ },
    { text: 'https://none.example/', want: /does not resolve: ENOTFOUND/ },
    { text: 'http://169.254.169.254/', want: /link-local, where clouds serve instance metadata/ },
    { text: 'ftp://audit.example/', want: /is not an http or https URL/ },
    { text: 'https://user:word@audit.example/', want: /carries credentials/ },
    { text: 'https://audit.example/#top', want: /has a part behind #/ },
    { text: 'https://under_score.example/', want: /no host name that can be checked/ },
  ])('$text is refused', async ({ text, want }) => {
    expect(await admitted(text)).toMatchObject({
      problem: expect.stringMatching(want),
      hint: expect.any(String),
    });
  });

  it('is refused where a folder of somebody else’s pins its target to what is never loaded', async () => {
    const run = { ...RUN, hosts: { 'shop.example:443': '169.254.169.254:443' } };
    expect(await admitted('https://shop.example/', { run })).toMatchObject({
      problem: expect.stringMatching(/instance metadata/),
    });
  });

  it('keeps its path and its query', () => {
    expect(readAuditUrl('https://audit.example/a/b?c=d')).toHaveProperty(
      'url.href',
      'https://audit.example/a/b?c=d',
    );
  });
});
