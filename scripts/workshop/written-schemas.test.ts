/** What the commands of capacity write, by the schemas that readers in other languages have. */
import { describe, expect, it } from 'vitest';
import { capacityFileOf } from '../capacity/capacity-file.ts';
import { placesOf } from '../capacity/print-html.ts';
import { scaleOutOf } from '../scale-out/scale-out.ts';
import { scaleOutFileOf } from '../scale-out/scale-out-file.ts';
import { answeredCapacity } from './testing/answered-capacity.ts';
import { askedWith } from './testing/asked-scale-out.ts';
import { mistakesBySchema } from './testing/schema-mistakes.ts';

const capacityFile = (of = answeredCapacity()): object => capacityFileOf(of, placesOf(of));
const scaleOutFile = (change: Parameters<typeof askedWith>[0] = {}): object =>
  scaleOutFileOf(scaleOutOf(askedWith(change)));

describe('a capacity.json', () => {
  const mistakesIn = mistakesBySchema('capacity');

  it('matches its schema, with a question and without one', () => {
    expect(mistakesIn(capacityFile())).toEqual([]);
    expect(mistakesIn(capacityFile(answeredCapacity(null)))).toEqual([]);
  });

  it('that lacks a field, or has one too many, does not', () => {
    const { version, ...without } = capacityFile() as { version: number };
    expect(mistakesIn(without)).toHaveLength(1);
    expect(mistakesIn({ version, ...without, more: 1 })).toHaveLength(1);
  });
});

describe('a scale-out.json', () => {
  const mistakesIn = mistakesBySchema('scale-out');

  it('matches its schema, with prices and without them', () => {
    expect(mistakesIn(scaleOutFile())).toEqual([]);
    expect(mistakesIn(scaleOutFile({ price: null, orderValue: null }))).toEqual([]);
  });

  it('that lacks a field, or has one too many, does not', () => {
    const { version, ...without } = scaleOutFile() as { version: number };
    expect(mistakesIn(without)).toHaveLength(1);
    expect(mistakesIn({ version, ...without, more: 1 })).toHaveLength(1);
  });
});
