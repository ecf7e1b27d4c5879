import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kept } from './kept.ts';

describe('what a session keeps', () => {
  it('is nothing at first, each text by its name then, and nothing after its end', () => {
    const kept = new Kept(2, 3);
    expect([kept.text(1, 0), kept.text(1, 1), kept.jar(1)]).toEqual(['', '', undefined]);
    kept.keep(1, 1, 'b');
    expect([kept.text(1, 0), kept.text(1, 1)]).toEqual(['', 'b']);
    kept.keepJar(1, 'jar');
    kept.end(1);
    expect([kept.text(1, 0), kept.text(1, 1), kept.jar(1)]).toEqual(['', '', undefined]);
  });

  it('is the later of two texts of one name', () => {
    const kept = new Kept(1, 1);
    kept.keep(0, 0, 'a');
    kept.keep(0, 0, 'b');
    expect([kept.text(0, 0), kept.size]).toEqual(['b', 1]);
  });

  it('takes a slot for those alone who keep something, and gives it to the next', () => {
    const kept = new Kept(1, 1000);
    expect(kept.size).toBe(0);
    for (let row = 0; row < 10; row++) kept.keep(row, 0, String(row));
    expect(kept.size).toBe(10);
    for (let row = 0; row < 10; row++) kept.end(row);
    for (let row = 500; row < 510; row++) kept.keep(row, 0, String(row));
    expect(kept.size).toBe(10);
  });

  it('ends but once, and without harm where nothing was kept', () => {
    const kept = new Kept(1, 2);
    kept.end(0);
    kept.keep(0, 0, 'a');
    kept.end(0);
    kept.end(0);
    kept.keep(0, 0, 'b');
    kept.keep(1, 0, 'c');
    expect([kept.text(0, 0), kept.text(1, 0), kept.size]).toEqual(['b', 'c', 2]);
  });

  it('may be an empty text', () => {
    const kept = new Kept(1, 1);
    kept.keep(0, 0, '');
    expect(kept.text(0, 0)).toBe('');
  });

  it("is a row's own, whoever kept, ended or grew before it: as in a map of rows", () => {
    const NAMES = 3;
    const row = fc.nat(7);
    const act = fc.oneof(
      fc.record({ does: fc.constant('keep' as const), row, name: fc.nat(NAMES - 1), text: fc.string() }),
      fc.record({ does: fc.constant('jar' as const), row, jar: fc.string() }),
      fc.record({ does: fc.constant('end' as const), row }),
      fc.record({ does: fc.constant('grow' as const) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        let rows = 8;
        const kept = new Kept(NAMES, rows);
        const model = new Map<number, { texts: string[]; jar: unknown }>();
        const of = (its: number) => model.get(its) ?? { texts: ['', '', ''], jar: undefined };
        for (const each of acts) {
          if (each.does === 'keep') {
            kept.keep(each.row, each.name, each.text);
            model.set(each.row, { ...of(each.row), texts: of(each.row).texts.with(each.name, each.text) });
          } else if (each.does === 'jar') {
            kept.keepJar(each.row, each.jar);
            model.set(each.row, { ...of(each.row), jar: each.jar });
          } else if (each.does === 'end') {
            kept.end(each.row);
            model.delete(each.row);
          } else {
            rows += 4;
            kept.grow(rows);
          }
          expect(kept.size).toBe(model.size);
          for (let its = 0; its < rows; its++) {
            const { texts, jar } = of(its);
            expect([0, 1, 2].map((name) => kept.text(its, name))).toEqual(texts);
            expect(kept.jar(its)).toBe(jar);
          }
        }
      }),
    );
  });
});
