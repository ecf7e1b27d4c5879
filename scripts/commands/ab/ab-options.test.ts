import { describe, expect, it } from 'vitest';
import { abMistakes, PAIRS, pairsOf } from './ab-options.ts';

const GOOD = { ab: 'node base.js', abTarget: ['http://127.0.0.1:7201'] };
const placesIn = (options: Parameters<typeof abMistakes>[1], run?: string) =>
  abMistakes(run, options).map(({ path }) => path);

describe('options of a gate by turns', () => {
  it.each([
    ['nothing of it', {}],
    ['a base, and the embedded shop as the head', GOOD],
    ['a base, and a head that is up already', { ...GOOD, target: ['http://127.0.0.1:7101'] }],
    ['both by command', { ...GOOD, head: 'node head.js', target: ['http://127.0.0.1:7101'], blocks: '12' }],
  ])('are right with %s', (_, options) => {
    expect(placesIn(options)).toEqual([]);
  });

  it.each([
    [
      'parts of it without --ab',
      { abTarget: ['http://127.0.0.1:1'], head: 'x', blocks: '8' },
      ['--ab-target', '--head', '--blocks'],
    ],
    ['no place for the base', { ab: 'x' }, ['--ab-target']],
    [
      'commands that start nothing',
      { ...GOOD, ab: ' ', head: '', target: ['http://127.0.0.1:1'] },
      ['--ab', '--head'],
    ],
    ['no place for the head', { ...GOOD, head: 'x' }, ['--target']],
    ['no place for a shop of the user', { ...GOOD, shop: 'shop.ts' }, ['--target']],
    ['one place for both', { ...GOOD, target: GOOD.abTarget }, ['--ab-target']],
    ['another pace for each block', { ...GOOD, pace: 'auto' }, ['--pace']],
    ['two bases', { ...GOOD, baseline: 'base.json' }, ['--baseline']],
    ...['5', '101', '8.5', 'many', ''].map(
      (blocks) => [`${blocks} blocks`, { ...GOOD, blocks }, ['--blocks']] as const,
    ),
  ] as const)('are mistakes with %s', (_, options, paths) => {
    expect(placesIn(options)).toEqual(paths);
  });

  it('tell what makes no sense with turns all at once', () => {
    const options = {
      ...{ ...GOOD, baseline: 'b', saveBaseline: 's', otherMachine: true, web: true as const },
      ...{ audit: 'http://127.0.0.1:1', keepBooks: true },
    };
    const paths = [
      '--baseline',
      '--save-baseline',
      'a run',
      '--other-machine',
      '--web',
      '--audit',
      '--keep-books',
    ];
    expect(placesIn(options, 'runs/x')).toEqual(paths);
  });

  it('ask for eight pairs unless they say otherwise', () => {
    expect([pairsOf(undefined), pairsOf('12')]).toEqual([PAIRS, 12]);
  });
});
