/** Who waits, first come, first served. Whoever is first or hangs up leaves at once, however long the line is. */
interface Place<T> {
  readonly who: T;
  readonly sinceMs: number;
  before: Place<T> | null;
  behind: Place<T> | null;
}

export class WaitingLine<T> {
  readonly #places = new Map<T, Place<T>>();
  #first: Place<T> | null = null;
  #last: Place<T> | null = null;

  get length(): number {
    return this.#places.size;
  }

  join(who: T, sinceMs: number): void {
    const place: Place<T> = { who, sinceMs, before: this.#last, behind: null };
    if (this.#last === null) this.#first = place;
    else this.#last.behind = place;
    this.#last = place;
    this.#places.set(who, place);
  }

  /** The first, who leaves the line; null if nobody waits. */
  next(): { readonly who: T; readonly sinceMs: number } | null {
    const first = this.#first;
    if (first !== null) this.leave(first.who);
    return first;
  }

  /** Whether it was waiting. */
  leave(who: T): boolean {
    const place = this.#places.get(who);
    if (place === undefined) return false;
    this.#places.delete(who);
    if (place.before === null) this.#first = place.behind;
    else place.before.behind = place.behind;
    if (place.behind === null) this.#last = place.before;
    else place.behind.before = place.before;
    return true;
  }
}
