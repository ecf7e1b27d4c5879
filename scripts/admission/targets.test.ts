import { describe, expect, it } from 'vitest';
import type { Mistake } from '../mistakes/plan-error.ts';
import { readTargets } from './targets.ts';

const REGIONS = ['east', 'south'];
const read = (...texts: string[]) => readWith([], ...texts);
const readWith = (hosts: readonly string[], ...texts: string[]) => {
  const mistakes: Mistake[] = [];
  const targets = readTargets(texts, REGIONS, mistakes, hosts);
  return {
    origins: targets.map(({ name, origin }) => `${name} ${origin.origin}`),
    problems: mistakes.map(({ problem }) => problem),
    mistakes,
  };
};

describe('--target', () => {
  it.each([
    { given: ['http://127.0.0.1:8080'], want: ['east http://127.0.0.1:8080', 'south http://127.0.0.1:8080'] },
    { given: ['east=http://a:1', 'south=https://b'], want: ['east http://a:1', 'south https://b'] },
    {
      given: ['HTTPS://STAGING.Example.:443/'],
      want: ['east https://staging.example', 'south https://staging.example'],
    },
    { given: ['http://0x7f000001:81'], want: ['east http://127.0.0.1:81', 'south http://127.0.0.1:81'] },
    { given: ['http://[::ffff:7f00:1]:81'], want: ['east http://127.0.0.1:81', 'south http://127.0.0.1:81'] },
    { given: ['http://[::1]:81'], want: ['east http://[::1]:81', 'south http://[::1]:81'] },
  ])('$given is for $want', ({ given, want }) => {
    expect(read(...given)).toMatchObject({ origins: want, problems: [] });
  });

  it.each([
    { given: ['ftp://a'], want: ['is not an http or https URL'] },
    { given: ['a.example'], want: ['is not an http or https URL'] },
    { given: ['http:a.example'], want: ['is not an http or https URL'] },
    { given: ['file:///etc/passwd'], want: ['is not an http or https URL'] },
    { given: ['http://a:99999'], want: ['is not an http or https URL'] },
    { given: ['http://[fe80::1%25lo]/'], want: ['is not an http or https URL'] },
    { given: ['http://under_score'], want: ['has a host name that cannot be pinned'] },
    { given: ['http://a/shop'], want: ['has more than scheme, host and port'] },
    { given: ['http://a/?b=c'], want: ['has more than scheme, host and port'] },
    { given: ['http://u:p@a/#x'], want: ['carries credentials', 'has more than scheme, host and port'] },
    { given: ['http://a', 'http://b'], want: ['is for all regions, but other targets are given too'] },
    { given: ['http://a', 'east=http://b'], want: ['is for all regions, but other targets are given too'] },
    { given: ['east=http://a'], want: ['is missing for region south'] },
    { given: ['east=http://a', 'south=http://b', 'east=http://c'], want: ['is the second target of east'] },
    {
      given: ['east=http://a', 'suoth=ftp://b'],
      want: [
        'names no region of the plan: suoth',
        'is not an http or https URL',
        'is missing for region south',
      ],
    },
  ])('$given is told: $want', ({ given, want }) => {
    expect(read(...given).problems).toEqual(want);
  });

  it('of a host that the shop names stands beside the one of all regions', () => {
    expect(readWith(['search'], 'http://a', 'search=https://b').origins).toEqual([
      'east http://a',
      'south http://a',
      'search https://b',
    ]);
  });

  it.each([
    { given: ['http://a'], want: ['is missing for the host search'] },
    {
      given: ['http://a', 'http://b', 'search=http://c'],
      want: ['is for all regions, but other targets are given too'],
    },
    { given: ['http://a', 'search=http://c', 'search=http://d'], want: ['is the second target of search'] },
    {
      given: ['http://a', 'serach=http://c'],
      want: [
        'names no region of the plan, and no host of the shop: serach',
        'is for all regions, but other targets are given too',
        'is missing for the host search',
      ],
    },
  ])('$given beside the host search is told: $want', ({ given, want }) => {
    expect(readWith(['search'], ...given).problems).toEqual(want);
  });

  it('never shows the credentials that it refuses', () => {
    const { mistakes, origins } = read('http://admin:hunter2@staging.example');
    expect(JSON.stringify(mistakes)).toContain('http://…@staging.example');
    expect(JSON.stringify(mistakes)).not.toMatch(/admin|hunter2/);
    expect(origins).toEqual([]);
  });
});
