import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { en } from '../words/en.ts';
import { builtInLine, checkConfig, foundConfig, saidOfConfig, withConfig } from './found-config.ts';

const mistakesOf = (raw: unknown) => {
  try {
    checkConfig(raw, '/at');
  } catch (error) {
    if (error instanceof PlanError) return error.mistakes;
    throw error;
  }
  return [];
};

describe('carnival.config.ts', () => {
  it('names files from its own folder, and targets as they are', () => {
    const raw = { shop: './shop.ts', plan: 'plans/big.ts', target: 'http://127.0.0.1:7101', ca: '../ca.pem' };
    expect(checkConfig(raw, '/at/my shop')).toEqual({
      shop: '/at/my shop/shop.ts',
      plan: '/at/my shop/plans/big.ts',
      target: ['http://127.0.0.1:7101'],
      ca: '/at/ca.pem',
    });
  });

  it('may name a target for each region, and a plan of the project by its name', () => {
    const raw = { plan: 'smoke', target: ['east=http://127.0.0.1:1', 'west=http://127.0.0.1:2'] };
    expect(checkConfig(raw, '/at')).toEqual(raw);
  });

  it.each([
    {
      given: 'a misspelt key',
      raw: { shops: './shop.ts' },
      want: { path: 'shops', problem: 'is under an unknown key', hint: 'did you mean "shop"?' },
    },
    { given: 'a number', raw: { plan: 3 }, want: { path: 'plan', problem: 'is not a string' } },
    { given: 'an empty name', raw: { shop: '' }, want: { path: 'shop', problem: 'is empty' } },
    { given: 'no target at all', raw: { target: [] }, want: { path: 'target', problem: 'is empty' } },
    { given: 'no object', raw: 'plan.ts', want: { problem: 'is not an object { … }' } },
    { given: 'a function', raw: () => ({}), want: { problem: 'is not an object { … }' } },
  ])('with $given is a mistake', ({ raw, want }) => {
    expect(mistakesOf(raw)).toEqual([expect.objectContaining(want)]);
  });

  it('is not needed', async () => {
    expect(await foundConfig(temporaryFolder())).toBeNull();
    expect(await foundConfig(join(temporaryFolder(), 'gone'))).toBeNull();
  });
});

describe('flags', () => {
  const typed = (...options: string[]) => options.includes.bind(options);
  const config = { shop: '/at/shop.ts', plan: '/at/plan.ts', target: ['http://127.0.0.1:7101'] };
  const options = { plan: 'summer-carnival', target: [] as readonly string[] };

  it('that are left out are taken from the file', () => {
    expect(withConfig(options, typed(), config)).toEqual(config);
    expect(withConfig(options, typed(), null)).toEqual(options);
  });

  it('win over the file, one by one', () => {
    const given = { plan: './other.ts', target: ['http://127.0.0.1:9'] };
    expect(withConfig(given, typed('target'), config).target).toEqual(given.target);
    expect(withConfig(given, typed('plan', 'target'), config)).toEqual({ ...given, shop: '/at/shop.ts' });
  });

  it('that name a plan of the project mean the embedded shop', () => {
    const smoke = { plan: 'smoke', target: [] as readonly string[] };
    expect(withConfig(smoke, typed('plan'), config)).toEqual(smoke);
  });
});

describe('what is told of options that the file gives', () => {
  const config = { shop: '/at/shop.ts', plan: '/at/plan.ts', target: ['http://127.0.0.1:1'] };
  const said = (typed: object, takes: readonly string[]) =>
    saidOfConfig(typed, { ...config, ...typed }, (option) => takes.includes(option), en.said);

  it('names those that the command takes', () => {
    expect(said({}, ['shop', 'plan', 'target'])).toBe(
      'Without --shop, --plan and --target, carnival.config.ts in the current folder names them.',
    );
    expect(said({}, ['shop', 'plan'])).toBe(
      'Without --shop and --plan, carnival.config.ts in the current folder names them.',
    );
  });

  it('names no option that was typed', () => {
    expect(said({ plan: 'mine.ts' }, ['shop', 'plan'])).toBe(
      'Without --shop, carnival.config.ts in the current folder names it.',
    );
    expect(said(config, ['shop', 'plan', 'target'])).toBeNull();
  });
});

describe('what is taken when nothing says otherwise', () => {
  const given =
    (...options: readonly string[]) =>
    (option: string): boolean =>
      options.includes(option);

  it('is said in a folder without the file, if no flag names a plan or a shop', () => {
    expect(builtInLine(given(), null, en.said)).toBe(
      'no carnival.config.ts in this folder: the built-in summer-carnival on the embedded shop',
    );
    expect(builtInLine(given('target'), null, en.said)).toBe(
      'no carnival.config.ts in this folder: the built-in summer-carnival',
    );
  });

  it.each(['plan', 'shop'])('is not said if the flag --%s chose', (option) => {
    expect(builtInLine(given(option), null, en.said)).toBeNull();
  });

  it('is not said if the folder has the file', () => {
    expect(builtInLine(given(), {}, en.said)).toBeNull();
  });
});
