import { describe, expect, it } from 'vitest';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { OPEN_ACCESS } from '../admission/access.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { accessFor, withTargets } from './target-option.ts';

const BAD = { target: ['ftp://staging.example.com'] };
const OTHER = {
  path: '--behaviour',
  value: 'byer',
  problem: 'is not a behaviour of the shop',
  hint: 'buyer',
};

describe('the texts of --target', () => {
  const pathsOf = (
    isMistaken: boolean,
    others: readonly (typeof OTHER)[],
    plan: typeof smoke | null = smoke,
  ) => withTargets(BAD, EMBEDDED, others)(plan, isMistaken).map(({ path }) => path);

  it('are left to admission if nothing else is wrong', () => {
    expect(pathsOf(false, [])).toEqual([]);
  });

  it('are told together with the mistakes of other options, and of the plan’s accounts', () => {
    expect(pathsOf(false, [OTHER])).toEqual(['--behaviour', '--target']);
    expect(pathsOf(true, [])).toEqual(['--target']);
  });

  it('are not read while nobody knows the regions', () => {
    expect(pathsOf(true, [OTHER], null)).toEqual(['--behaviour']);
  });
});

describe('--ca', () => {
  it('is a mistake without a target: the embedded shop speaks no TLS', () => {
    const { access, mistakes } = accessFor({ target: [], ca: 'ca.pem' }, EMBEDDED);
    expect(access).toBe(OPEN_ACCESS);
    expect(mistakes).toEqual([expect.objectContaining({ path: '--ca', value: 'ca.pem' })]);
  });
});
