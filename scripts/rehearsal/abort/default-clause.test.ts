import { describe, expect, it } from 'vitest';
import { PLAN } from '../../workshop/testing/small-plan.ts';
import { DEFAULT_ABORT, withAbort } from './default-clause.ts';

const at = (url: string, hosts: Readonly<Record<string, string>> = {}) => ({ targets: { east: url }, hosts });
const LOCAL = at('http://127.0.0.1:8080');

describe('what ends a load early when the plan does not say', () => {
  it.each([
    { given: 'an address elsewhere', targets: at('http://10.1.2.3:8080') },
    {
      given: 'a name elsewhere',
      targets: at('https://shop.example', { 'shop.example:443': '10.1.2.3:443' }),
    },
    { given: 'an IPv6 elsewhere', targets: at('http://[2001:db8::1]:80') },
    { given: 'a name that nobody checked', targets: at('https://shop.example') },
    {
      given: 'one region of several elsewhere',
      targets: { targets: { ...LOCAL.targets, south: 'http://10.1.2.3' }, hosts: {} },
    },
    {
      given: 'one host of several elsewhere',
      targets: { ...LOCAL, namedHosts: { search: 'http://10.1.2.3' } },
    },
  ])('for $given is half of the answers of ten seconds', ({ targets }) => {
    expect(withAbort(PLAN, targets).abort).toEqual(DEFAULT_ABORT);
    expect(DEFAULT_ABORT).toEqual([{ failedShare: 0.5, overSeconds: 10 }]);
  });

  it.each([
    { given: 'the embedded shop', targets: null },
    { given: 'loopback', targets: LOCAL },
    { given: 'another loopback', targets: at('http://127.9.9.9') },
    { given: 'loopback in IPv6', targets: at('http://[::1]:80') },
    { given: 'a name of loopback', targets: at('http://localhost:80', { 'localhost:80': '[::1]:80' }) },
  ])('for $given is nothing', ({ targets }) => {
    expect(withAbort(PLAN, targets)).toBe(PLAN);
  });

  it('is the plan’s own wherever it says something, be it nothing', () => {
    const elsewhere = at('http://10.1.2.3');
    expect(withAbort({ ...PLAN, abort: [] }, elsewhere).abort).toEqual([]);
    const own = [{ failedShare: 0.1, overSeconds: 5 }];
    expect(withAbort({ ...PLAN, abort: own }, elsewhere).abort).toBe(own);
  });
});
