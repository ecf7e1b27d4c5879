import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byWorth, OTHER_WORDS, RemarkBook, type TracedRequest } from './remarks.ts';

const traced = (id: string, outcome: string, responseMs: number): TracedRequest => ({
  id,
  step: 'pay',
  outcome,
  responseMs,
});

describe('a book of remarks', () => {
  it('counts each cause by step, and forgets what was taken', () => {
    const book = new RemarkBook();
    expect(book.take()).toBeNull();
    book.cause('pay', 'failed: HTTP 500');
    book.cause('pay', 'failed: HTTP 500');
    book.cause('login', 'failed: HTTP 401');
    expect(book.take()).toEqual({
      causes: { pay: { 'failed: HTTP 500': 2 }, login: { 'failed: HTTP 401': 1 } },
    });
    expect(book.take()).toBeNull();
  });

  it('counts how many answers were looked at, and what was wrong with some', () => {
    const book = new RemarkBook();
    book.looked('home', null);
    book.looked('home', 'the body has errors');
    book.protocol('target', 'HTTP/2.0');
    expect(book.take()).toEqual({
      looks: { home: { looked: 2, 'the body has errors': 1 } },
      protocols: { target: { 'HTTP/2.0': 1 } },
    });
  });

  it('keeps ten different causes of a step in a phase, and counts the rest together', () => {
    const book = new RemarkBook();
    for (let i = 0; i < 15; i++) book.cause('pay', `cause ${i}`);
    book.cause('login', 'cause 14');
    const first = book.take()!.causes!;
    expect(Object.keys(first.pay!)).toHaveLength(11);
    expect([first.pay![OTHER_WORDS], first.login]).toEqual([5, { 'cause 14': 1 }]);
    book.cause('pay', 'cause 0');
    book.cause('pay', 'cause 12');
    expect(book.take()!.causes!.pay).toEqual({ 'cause 0': 1, [OTHER_WORDS]: 1 });
  });

  it('cuts long words, and counts those that begin alike together', () => {
    const book = new RemarkBook();
    book.cause('pay', 'x'.repeat(500));
    book.cause('pay', 'x'.repeat(400));
    expect(book.take()!.causes!.pay).toEqual({ ['x'.repeat(160)]: 2 });
  });

  it('takes a step or a cause by any name', () => {
    const book = new RemarkBook();
    for (const word of ['constructor', 'toString', '__proto__']) book.cause(word, word);
    expect(Object.keys(book.take()!.causes!).toSorted()).toEqual(['__proto__', 'constructor', 'toString']);
  });

  it('loses no count, whatever is said', () => {
    const word = fc.constantFrom(...Array.from({ length: 14 }, (_, i) => `w${i}`));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), word, fc.boolean())), (said) => {
        const book = new RemarkBook();
        let counted = 0;
        const add = (): void => {
          for (const words of Object.values(book.take()?.causes ?? {}))
            for (const count of Object.values(words)) counted += count;
        };
        for (const [step, words, takes] of said) {
          book.cause(step, words);
          if (takes) add();
        }
        add();
        expect(counted).toBe(said.length);
      }),
    );
  });
});

describe('the traced requests of a second', () => {
  it('are six at most: failed ones first, then the slowest', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('ok', 'failed'), fc.nat(5000))), (all) => {
        const book = new RemarkBook();
        const requests = all.map(([outcome, ms], i) => traced(String(i), outcome, ms));
        for (const each of requests) book.traced(each);
        const worth = ({ outcome, responseMs }: TracedRequest) => `${outcome} ${responseMs}`;
        const taken = (book.take()?.traces ?? []).toSorted(byWorth).map(worth);
        expect(taken).toEqual(requests.toSorted(byWorth).slice(0, 6).map(worth));
        expect(book.take()).toBeNull();
      }),
    );
  });
});

describe('the remarks of a VU', () => {
  it('have what failed answers said, with secrets masked, and are taken once', () => {
    const book = new RemarkBook((text) => text.replaceAll('s3cret', '‹TOKEN›'));
    book.error('login', 'HTTP 401: s3cret has expired');
    book.error('login', 'HTTP 401: s3cret has expired');
    book.cause('login', 'failed: s3cret');
    expect(book.take()).toEqual({
      causes: { login: { 'failed: ‹TOKEN›': 1 } },
      errors: { login: { 'HTTP 401: ‹TOKEN› has expired': 2 } },
    });
    expect(book.take()).toBeNull();
  });

  it('are bounded: the eleventh of a step’s words, and all after it, are counted together', () => {
    const book = new RemarkBook();
    for (let i = 0; i < 30; i += 1) book.error('login', `HTTP 500: request ${i}`);
    const said = book.take()!.errors!.login!;
    expect(Object.keys(said)).toHaveLength(11);
    expect(said['other causes']).toBe(20);
  });
});
