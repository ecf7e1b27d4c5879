/** A first-in, first-out queue of objects. Taking one keeps nothing of it. */
const WORTH_MOVING = 1024;

export class Fifo<T> {
  private items: (T | undefined)[] = [];
  private head = 0;

  push(item: T): void {
    this.items.push(item);
  }

  /** The oldest, which stays; undefined if there is none. */
  peek(): T | undefined {
    return this.items[this.head];
  }

  drop(): void {
    this.items[this.head++] = undefined;
    if (this.head < WORTH_MOVING || this.head * 2 < this.items.length) return;
    this.items = this.items.slice(this.head);
    this.head = 0;
  }
}
