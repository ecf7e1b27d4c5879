import { describe, expect, it } from 'vitest';
import { urlOf } from './url-of.ts';

const BASE = 'https://staging.example:8443';
const ADMITTED = [BASE, 'http://127.0.0.1:8611'];

describe('a request', () => {
  it.each([
    ['/api/products?limit=20', `${BASE}/api/products?limit=20`],
    // All of it is a path of the same host.
    ['//elsewhere.example/x', `${BASE}//elsewhere.example/x`],
    ['http://127.0.0.1:8611/api/products/1/', 'http://127.0.0.1:8611/api/products/1/'],
    ['HTTPS://STAGING.example:8443/x', 'HTTPS://STAGING.example:8443/x'],
    ['https://staging.example:8443', 'https://staging.example:8443'],
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
});
