import { describe, expect, it } from 'vitest';
import { PlanError } from '../mistakes/plan-error.ts';
import { levelsFromCsv } from './read-levels.ts';

const mistakesIn = (text: string): readonly string[] => {
  try {
    levelsFromCsv(text, 'levels.csv');
    return [];
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return error.mistakes.map(({ path, problem }) => `${path} ${problem}`);
  }
};

describe('levels from a CSV', () => {
  it('are read, and a row that comes again is a repetition', () => {
    const levels = levelsFromCsv(
      '\uFEFFLoad, Throughput\r\n1,64.9\r\n18,995.9\r\n\r\n1,66\r\n',
      'levels.csv',
    );
    expect(levels.map(({ load, throughput, repetition }) => [load, throughput, repetition])).toEqual([
      [1, 64.9, 0],
      [18, 995.9, 0],
      [1, 66, 1],
    ]);
    expect(levels[0]).toMatchObject({
      replicas: null,
      seconds: null,
      isInObjective: null,
      state: 'measured',
    });
  });

  it('have replicas where there is a column of them, with any delimiter', () => {
    const levels = levelsFromCsv('replicas;load;throughput\n1;10;900\n2;20;1700\n', 'levels.csv');
    expect(levels.map(({ replicas, load }) => [replicas, load])).toEqual([
      [1, 10],
      [2, 20],
    ]);
  });

  it.each([
    ['load,throughput\n0,5\n2,x\n3,-1\n4\n', 4],
    ['load,speed\n1,2\n', 2],
    ['throughput\n1\n', 1],
    ['load,load,throughput\n1,2,3\n', 1],
    ['load,throughput\n', 1],
    ['', 1],
    ['load,throughput\n"1,2\n', 1],
  ])('%j has %i mistakes, all told at once', (text, count) => {
    expect(mistakesIn(text)).toHaveLength(count);
  });

  it('name the row as a spreadsheet counts it', () => {
    expect(mistakesIn('load,throughput\n1,2\n2,x\n')).toEqual([
      'row 3, throughput is not a number of at least 0',
    ]);
  });
});
