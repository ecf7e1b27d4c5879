import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { capacityCommand } from './capacity.ts';
import { askedBy } from './capacity-options.ts';
import { capacitySourceFrom } from './capacity-source.ts';

const folder = temporaryFolder();
/** What nobody typed. */
const NOWHERE = { target: [], runs: 'runs' };
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const errorOf = async (made: Promise<unknown>): Promise<CarnivalError> => {
  const error = await made.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CarnivalError)) throw new Error('it was taken');
  return error;
};

describe('options that are wrong', () => {
  const all = {
    ...{ demand: 'many', utilisation: '70', zones: '1.5', lostZones: '-1', ceiling: ['database'] },
    ...{ extrapolate: '0.5', errors: 'normal', seed: 'x', machine: 'c8', from: ' ', ...NOWHERE },
  };

  it('are all told at once, in both languages', () => {
    const { mistakes } = askedBy(all);
    expect(mistakes.map(({ path }) => path).sort()).toEqual(
      [
        ...['--ceiling', '--demand', '--errors', '--extrapolate', '--from', '--lost-zones', '--machine'],
        ...['--seed', '--utilisation', '--zones'],
      ].sort(),
    );
    const error = new PlanError('command line', mistakes);
    expect(leftEnglish(error.saidIn(en), error.saidIn(zh), [/\b[a-z]+=\d+/g])).toEqual([]);
  });

  it.each([
    [{ ceiling: [], ...NOWHERE }, '--from'],
    [{ from: 'x', demand: '1', plan: 'smoke', ceiling: [], ...NOWHERE }, '--demand'],
  ])('%o misses at %s', (options, path) => {
    expect(askedBy(options).mistakes.map((each) => each.path)).toEqual([path]);
  });

  it('are looked at together with the files', async () => {
    const levels = file('eight.csv', 'replicas,throughput\n1,10\n2,20\n3,30\n4,40\n5,50\n6,60\n');
    const prices = file('prices.csv', 'machine,price,currency\na,1,EUR\nb,2,EUR\n');
    const error = await errorOf(
      capacityCommand({ from: levels, prices, zones: '2', lostZones: '2', ceiling: [], ...NOWHERE }),
    );
    expect((error as PlanError).mistakes.map(({ path }) => path)).toEqual(['--lost-zones', '--machine']);
  });

  it('are for machines alone', async () => {
    const levels = file('load.csv', 'load,throughput\n1,10\n2,20\n3,30\n4,40\n5,50\n6,60\n');
    const error = await errorOf(capacityCommand({ from: levels, zones: '2', ceiling: [], ...NOWHERE }));
    expect((error as PlanError).mistakes.map(({ path }) => path)).toEqual(['--zones']);
  });
});

describe('measurements that are no measurements', () => {
  it.each([
    ['nowhere.csv', null, /it is not there/],
    ['broken.json', '{"version":', /is not JSON/],
    ['newer.json', '{"version": 7}', /its version is 7, and not 1/],
    [
      'empty.json',
      '{"version": 1, "levels": [{"load": 0}]}',
      /levels\[0\]\.load[\s\S]*levels\[0\]\.throughput/,
    ],
    ['text.csv', 'hello\n1\n', /has no column throughput/],
  ])('%s is a mistake of who named it', async (name, text, message) => {
    const path = text === null ? join(folder, name) : file(name, text);
    const error = await errorOf(capacitySourceFrom(path));
    expect(error.message).toMatch(message);
    expect(error.exitCode).toBe(EXIT.badPlan);
  });

  it('that are right scatter as is usual for what they count', async () => {
    const machines = await capacitySourceFrom(file('m.csv', 'replicas,throughput\n1,10\n2,20\n'));
    const load = await capacitySourceFrom(file('l.csv', 'load,throughput\n1,10\n2,20\n'));
    const { source } = await capacitySourceFrom(
      file('c.json', JSON.stringify({ version: 1, levels: machines.source.levels, errors: 'constant' })),
    );
    expect([machines.source.errors, load.source.errors, source.errors]).toEqual([
      'relative',
      'constant',
      'constant',
    ]);
  });

  it('that were asked something before are asked it again', async () => {
    const levels = [1, 2, 3, 4, 6, 8].map((replicas) => ({
      ...{ replicas, load: null, repetition: 0, throughput: 100 * replicas },
      ...{ seconds: null, isInObjective: true, state: 'measured' },
    }));
    const demand = { low: 400, likely: 480, high: 500 };
    const question = { demand, utilisation: 0.6, zones: 3, lostZones: 1, extrapolate: 2 };
    const { headroom } = await capacitySourceFrom(
      file('asked.json', JSON.stringify({ version: 1, levels, question })),
    );
    expect(headroom).toEqual(question);
  });

  it('a folder is one, too', async () => {
    expect((await errorOf(capacitySourceFrom(folder))).message).toMatch(/it is not a file/);
  });

  it('five levels cannot tell', async () => {
    const levels = file('five.csv', 'replicas,throughput\n1,10\n2,20\n3,30\n4,40\n8,80\n');
    const error = await errorOf(capacityCommand({ from: levels, ceiling: [], ...NOWHERE }));
    expect(error.exitCode).toBe(EXIT.inconclusive);
    expect(leftEnglish(error.saidIn(en), error.saidIn(zh))).toEqual([]);
    expect(zh.message(error.hint!)).toBe('请补测 6');
  });
});
