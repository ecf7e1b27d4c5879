/** Plain memory for hundreds of thousands of rows: a number a row, and texts that many rows share. */

interface NumberArray {
  readonly length: number;
  [index: number]: number;
  set(from: this): void;
}

const ROWS_AT_FIRST = 1024;

/** One number for each row; 0 until it is set. */
export class Column<Numbers extends NumberArray> {
  readonly #make: new (
    length: number,
  ) => Numbers;
  #numbers: Numbers;

  constructor(make: new (length: number) => Numbers) {
    this.#make = make;
    this.#numbers = new make(ROWS_AT_FIRST);
  }

  at(row: number): number {
    return this.#numbers[row] ?? 0;
  }

  set(row: number, value: number): void {
    if (row >= this.#numbers.length) {
      const larger = new this.#make(Math.max(row + 1, 2 * this.#numbers.length));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[row] = value;
  }
}

/** Texts by number. Number 0 is the empty text. */
export class Interned {
  readonly #texts = [''];
  readonly #numberOf = new Map([['', 0]]);

  numberOf(text: string): number {
    const known = this.#numberOf.get(text);
    if (known !== undefined) return known;
    const own = copied(text);
    this.#texts.push(own);
    this.#numberOf.set(own, this.#texts.length - 1);
    return this.#texts.length - 1;
  }

  textOf(number: number): string {
    return this.#texts[number]!;
  }
}

/** A text of its own: a part of a longer text keeps the whole of it in memory. */
export const copied = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
