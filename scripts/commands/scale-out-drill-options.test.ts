import { describe, expect, it } from 'vitest';
import { PlanError } from '../mistakes/plan-error.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { scaleOutNumbers } from './scale-out-options.ts';

const pathsOf = (options: Parameters<typeof scaleOutNumbers>[0]): readonly string[] =>
  scaleOutNumbers(options)
    .mistakes.map(({ path }) => path)
    .sort();
const TARGET = { target: ['http://127.0.0.1:8080'], capacity: 'capacity.json' };

describe('the options of a drill', () => {
  it('may all be left out for the embedded shop', () => {
    expect(pathsOf({ drill: true, target: [] })).toEqual([]);
  });

  it('name a target and its autoscaler together', () => {
    expect(pathsOf({ drill: true, ...TARGET, watchHpa: 'sale/shop' })).toEqual([]);
    expect(pathsOf({ drill: true, ...TARGET })).toEqual(['--target']);
    expect(pathsOf({ drill: true, watchHpa: 'shop' })).toEqual(['--watch-hpa']);
  });

  it('need measurements where nobody knows what replicas carry', () => {
    expect(pathsOf({ drill: true, target: TARGET.target, watchHpa: 'shop' })).toEqual(['--capacity']);
  });

  it('that say nothing in a drill, or only in one, are mistakes', () => {
    const given = { as: 'hpa', steeper: '2', prices: 'p.csv', machine: 'c8', orderValue: '5 EUR' };
    expect(pathsOf({ drill: true, ...given })).toEqual([
      ...['--as', '--machine', '--order-value', '--prices', '--steeper'],
    ]);
    const files = { capacity: 'capacity.json', hpa: 'hpa.yaml' };
    expect(pathsOf({ ...files, watchHpa: 'shop', ca: 'ca.pem', target: TARGET.target })).toEqual([
      ...['--ca', '--target', '--watch-hpa'],
    ]);
  });

  it('are told in both languages', () => {
    const { mistakes } = scaleOutNumbers({ drill: true, as: 'hpa', watchHpa: 'Shop;', target: [] });
    const more = scaleOutNumbers({
      watchHpa: 'shop',
      capacity: 'c',
      hpa: 'h',
      target: TARGET.target,
    }).mistakes;
    const lonely = scaleOutNumbers({ drill: true, ...TARGET }).mistakes;
    const error = new PlanError('command line', [...mistakes, ...more, ...lonely]);
    expect(leftEnglish(error.saidIn(en), error.saidIn(zh))).toEqual([]);
  });
});
