import { describe, expect, it } from 'vitest';
import { leadsElsewhere, originOf, urlOf } from './url-of.ts';

const BASE = 'https://staging.example:8443';
const ADMITTED = [BASE, 'http://127.0.0.1:8611', 'https://usual.example:443'].map(originOf);

describe('a request', () => {
  it.each([
    ['/api/products?limit=20', `${BASE}/api/products?limit=20`],
    // All of it is a path of the same host.
    ['//elsewhere.example/x', `${BASE}//elsewhere.example/x`],
    ['http://127.0.0.1:8611/api/products/1/', 'http://127.0.0.1:8611/api/products/1/'],
    ['HTTPS://STAGING.example:8443/x', 'HTTPS://STAGING.example:8443/x'],
    ['https://staging.example:8443', 'https://staging.example:8443'],
    ['https://usual.example/x', 'https://usual.example/x'],
    ['https://usual.example:443/x', 'https://usual.example:443/x'],
  ])('for %s goes to an admitted host', (path, want) => {
    expect(urlOf(path, BASE, ADMITTED)).toBe(want);
  });

  it.each([
    'https://www.example/x',
    'https://staging.example/x',
    'http://staging.example:8443/x',
    'https://staging.example:8443.evil.example/x',
    'https://staging.example:8443@evil.example/x',
    'https://staging.example:8443\\@evil.example/x',
    '.evil.example/x',
    '@evil.example/x',
    'api/products',
    '',
    'javascript:alert(1)',
    'ftp://127.0.0.1:8611/x',
    ' https://staging.example:8443/x',
  ])('for “%s” is not sent', (path) => {
    expect(urlOf(path, BASE, ADMITTED)).toBeNull();
  });

  it.each([
    ['', 'the path is empty'],
    ['api/products', 'the path begins without / and is no URL'],
    ['https://WWW.example:443/x?token=1', 'leads to https://www.example, which is not a host of this run'],
  ])('for “%s” says why it is not', (path, want) => {
    expect(leadsElsewhere(path)).toContain(want);
  });
});
