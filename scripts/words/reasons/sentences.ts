/**
 * Reasons in verdict.json are English sentences with figures in them. To say them in another language, each kind of sentence stands
 * there once: `{n} samples, but {share} needs {needed} without a failure`. What no kind fits stays English: evidence is never guessed at.
 */
export interface Sentence {
  /** English. `{name}` is copied; `{>name}` is a sentence again. */
  readonly from: string;
  /** In the other language, with the same gaps in any order. */
  readonly to: string;
}

export const sentence = (from: string, to: string): Sentence => ({ from, to });

export interface Said {
  readonly text: string;
  /** False: a part of it is still English. */
  readonly isWhole: boolean;
}

const GAP = /\{(>?)(\w+)\}/g;

/** @param sentences the first that fits counts; others may be parts of one, with `; ` between them */
export function speaker(sentences: readonly Sentence[]): (english: string) => Said {
  const kinds = sentences.map(({ from, to }) => ({ fits: patternOf(from), to }));
  const say = (english: string): Said => {
    for (const { fits, to } of kinds) {
      const found = fits.exec(english);
      if (found === null) continue;
      let isWhole = true;
      const text = to.replaceAll(GAP, (_, isSentence: string, name: string) => {
        const given = found.groups?.[name] ?? '';
        if (isSentence === '') return given;
        const part = say(given);
        isWhole &&= part.isWhole;
        return part.text;
      });
      return { text, isWhole };
    }
    return english.includes(PARTS) ? sayParts(english.split(PARTS)) : { text: english, isWhole: false };
  };
  const sayParts = (parts: readonly string[]): Said => {
    const said = parts.map(say);
    return {
      text: said.map(({ text }) => text).join('；'),
      isWhole: said.every(({ isWhole }) => isWhole),
    };
  };
  return say;
}

const PARTS = '; ';

/** Gaps take as little as they can. */
function patternOf(from: string): RegExp {
  const pattern = from
    .split(GAP)
    // Text, whether a gap is a sentence, its name, text …
    .map((part, i) => (i % 3 === 0 ? escaped(part) : i % 3 === 2 ? `(?<${part}>.+?)` : ''))
    .join('');
  return new RegExp(`^${pattern}$`, 's');
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
