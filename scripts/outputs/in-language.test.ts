import { describe, expect, it } from 'vitest';
import { judge } from '../verdict/judge.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { en } from '../words/en.ts';
import { speaker } from '../words/reasons/sentences.ts';
import { SENTENCES, say } from '../words/reasons/zh.ts';
import { zh } from '../words/zh.ts';
import { recordedRun } from '../workshop/testing/recorded-run.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { VERDICTS } from '../workshop/testing/verdicts.ts';
import { inLanguage } from './in-language.ts';

const sentencesOf = ({ headline, objectives, validity, notes }: Verdict): readonly string[] => [
  headline,
  ...objectives.flatMap(({ cells }) => cells.map(({ reason }) => reason)),
  ...validity.map(({ reason }) => reason),
  ...notes,
];
const figuresIn = (text: string): readonly string[] => (text.match(/\d(?:[\d,.]*\d)?/g) ?? []).toSorted();

describe('a sentence in another language', () => {
  const gapsOf = (text: string): readonly string[] => (text.match(/\{>?\w+\}/g) ?? []).toSorted();

  it.each(SENTENCES)('has every gap of the English one: $from', ({ from, to }) => {
    expect(gapsOf(to)).toEqual(gapsOf(from));
  });

  it('may hold another one, and says whether all of it is known', () => {
    expect(say('not judged because the load was not valid: no samples')).toEqual({
      text: '负载无效，不作判定：没有样本',
      isWhole: true,
    });
    expect(say('not judged because the load was not valid: never heard of')).toEqual({
      text: '负载无效，不作判定：never heard of',
      isWhole: false,
    });
  });

  it('takes what is in it as it is, whatever it looks like', () => {
    const talk = speaker([{ from: '{a} (+?) {b}', to: '{b} [{a}]' }]);
    expect(talk('$& (+?) {a}')).toEqual({ text: '{a} [$&]', isWhole: true });
  });
});

describe('a verdict in Chinese', () => {
  const recorded = { name: 'recorded', verdict: judge(recordedRun()) };

  it('keeps every figure of every sentence', () => {
    for (const { verdict } of [...VERDICTS, recorded])
      for (const sentence of sentencesOf(verdict))
        expect(figuresIn(say(sentence).text), sentence).toEqual(figuresIn(sentence));
  });

  it('says all of a real run, and all but a few sentences of runs that go wrong', () => {
    const english = (verdict: Verdict) => [
      ...new Set(sentencesOf(verdict).filter((sentence) => !say(sentence).isWhole)),
    ];
    expect(english(recorded.verdict)).toEqual([]);
    const all = VERDICTS.flatMap(({ verdict }) => sentencesOf(verdict));
    const left = VERDICTS.flatMap(({ verdict }) => english(verdict));
    expect(left.length / all.length).toBeLessThan(ENGLISH_SHARE_MAX);
  });

  it('leaves the verdict itself as it is', () => {
    const verdict = judge(rehearsal());
    const before = JSON.stringify(verdict);
    const said = inLanguage(verdict, zh);
    expect(JSON.stringify(verdict)).toBe(before);
    expect(said.headline).toMatch(/^无一失败/);
    expect(inLanguage(verdict, en)).toEqual(verdict);
  });
});

/** Of the sentences of five runs, most of which go badly wrong. A sentence that is new and common must be said. */
const ENGLISH_SHARE_MAX = 0.1;
