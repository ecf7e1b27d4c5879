import { describe, expect, it } from 'vitest';
import { PlanError } from '../mistakes/plan-error.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { scaleOutNumbers } from './scale-out-options.ts';

const FILES = { capacity: 'capacity.json', hpa: 'hpa.yaml' };

describe('options of a scale-out', () => {
  it('have defaults', () => {
    expect(scaleOutNumbers(FILES)).toEqual({
      mistakes: [],
      numbers: {
        ...{ draws: 2000, seed: 1, steeper: 2, preset: 'hpa', extrapolate: undefined, orderValue: undefined },
      },
    });
  });

  it('are read', () => {
    const { numbers } = scaleOutNumbers({ ...FILES, orderValue: '12.5 EUR', as: 'aws', draws: '10000' });
    expect(numbers).toMatchObject({
      orderValue: { amount: 12.5, currency: 'EUR' },
      preset: 'aws',
      draws: 10_000,
    });
  });

  it('that are wrong are all told at once, in both languages', () => {
    const { mistakes } = scaleOutNumbers({
      ...{
        draws: '10',
        seed: '-1',
        steeper: '0.5',
        extrapolate: 'x',
        machine: 'c8',
        orderValue: '500',
        as: 'gke',
      },
      ...{ delays: ' ', out: '' },
    });
    expect(mistakes.map(({ path }) => path).sort()).toEqual(
      [
        ...['--as', '--capacity', '--delays', '--draws', '--extrapolate', '--hpa', '--machine'],
        ...['--order-value', '--out', '--seed', '--steeper'],
      ].sort(),
    );
    const error = new PlanError('command line', mistakes);
    expect(leftEnglish(error.saidIn(en), error.saidIn(zh), [/hpa, keda, aws, ess/])).toEqual([]);
  });
});
