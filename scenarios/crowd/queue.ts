/** A first-in, first-out queue of row numbers. It grows as needed; taking a row allocates nothing. */
const FIRST_CAPACITY = 1024;

export class RowQueue {
  private ring = new Int32Array(FIRST_CAPACITY);
  private head = 0;
  length = 0;

  push(row: number): void {
    if (this.length === this.ring.length) this.grow();
    this.ring[(this.head + this.length) % this.ring.length] = row;
    this.length++;
  }

  /** The oldest row, or -1. */
  shift(): number {
    if (this.length === 0) return -1;
    const row = this.ring[this.head]!;
    this.head = (this.head + 1) % this.ring.length;
    this.length--;
    return row;
  }

  private grow(): void {
    const larger = new Int32Array(this.ring.length * 2);
    for (let i = 0; i < this.length; i++) larger[i] = this.ring[(this.head + i) % this.ring.length]!;
    this.ring = larger;
    this.head = 0;
  }
}
