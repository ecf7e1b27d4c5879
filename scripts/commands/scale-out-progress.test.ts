import { describe, expect, it } from 'vitest';
import { scaleOutOf } from '../scale-out/scale-out.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { askedWith } from '../workshop/testing/asked-scale-out.ts';
import { leftEnglish } from '../workshop/testing/left-english.ts';
import { beginsText, progressLines } from './scale-out-progress.ts';

/** Each look at the clock comes so long after the one before it. */
const printedWith = (stepMs: number): readonly string[] => {
  let nowMs = 0;
  const lines: string[] = [];
  const told = progressLines(en.scaleOut, () => (nowMs += stepMs));
  scaleOutOf(askedWith({ draws: 100 }), (at) => told(at, (line) => lines.push(line)));
  return lines;
};

describe('progress', () => {
  it('is a line for each part where parts take long', () => {
    expect(printedWith(5000)).toEqual([
      '0 of 9 parts done; next: the least pre-warm.',
      '1 of 9 parts done; next: the least pre-warm.',
      ...[
        'autoscaler alone',
        'pre-warmed',
        'scheduled',
        'over-provisioned',
        'shed first',
        'at 60 % of the goal',
        'emergency call',
      ].map((name, i) => `${i + 2} of 9 parts done; next: ${name}.`),
    ]);
  });

  it('is nothing where all of it takes a moment', () => {
    expect(printedWith(10)).toEqual([]);
  });

  it('begins with what is simulated, in both languages', () => {
    const of = { plan: 'smoke', draws: 2000 };
    const english = beginsText(of, en.scaleOut);
    expect(english).toBe(
      'Simulating the burst of smoke: 2,000 draws of each of 7 strategies, and as many of a steeper burst.',
    );
    expect(leftEnglish(english, beginsText(of, zh.scaleOut), [/smoke/])).toEqual([]);
  });
});
