import { describe, expect, it } from 'vitest';
import { PromiseBook } from './promise-book.ts';

const noted = (...added: Parameters<PromiseBook['add']>[]) => {
  const book = new PromiseBook('o.run.');
  for (const each of added) expect(book.add(...each), each[1]).toBe(true);
  return book;
};

describe('the book of promises', () => {
  it('keeps what an order was to be, whoever ordered and however its id begins', () => {
    const orders = [
      { order: 'o.run.a.1.0', shopper: 'run.a.1.0', offer: '7', quantity: 2 },
      { order: 'o.run.b.1.0', shopper: 'run.a.1.0', offer: 'group:3', quantity: 1 },
      { order: 'elsewhere', shopper: 's1', offer: 'room-1', quantity: 1 },
    ];
    const book = noted(
      ...orders.map(({ order, shopper, offer, quantity }) => {
        const words = `${order} ${shopper} ${offer} ${quantity}`;
        return ['order', words, 'acknowledged', 5] as Parameters<PromiseBook['add']>;
      }),
    );
    expect([...book.orders()].map(([order, row]) => ({ order, ...book.saidOf(order, row) }))).toEqual(orders);
    expect(book.orderedAtSeconds(book.rowOf('elsewhere')!)).toBe(5);
    expect(book.rowOf('a.1.0')).toBeUndefined();
  });

  it('tells what was acknowledged from what may have happened', () => {
    const book = noted(
      ['order', 'a s 1 1', 'unsure', 1],
      ['payment', 'a', 'acknowledged', 2],
      ['redemption', 'a tiered', 'unsure', 3],
      ['redemption', 'a category-home', 'acknowledged', 4],
    );
    const row = book.rowOf('a')!;
    expect([book.has(row, 'order'), book.mayHave(row, 'order')]).toEqual([false, true]);
    expect([book.has(row, 'payment'), book.has(row, 'payment', 'unsure')]).toEqual([true, false]);
    expect([book.campaignsOf(row, 'unsure'), book.campaignsOf(row, 'acknowledged')]).toEqual([
      ['tiered'],
      ['category-home'],
    ]);
    expect(book.redeemedAtSeconds(row)).toBe(4);
  });

  it('knows nothing of an order about which only its payment was said', () => {
    const book = noted(['payment', 'a', 'acknowledged', 2]);
    expect(book.saidOf('a', book.rowOf('a')!)).toBeNull();
  });

  it('holds as acknowledged what was unsure before or after', () => {
    const book = noted(
      ['piece', 's1 flash-1', 'unsure', 1],
      ['piece', 's1 flash-1', 'acknowledged', 2],
      ['piece', 's1 flash-1', 'unsure', 3],
    );
    expect([...book.held()]).toEqual([
      { kind: 'piece', shopper: 's1', product: 'flash-1', sureness: 'acknowledged', atSeconds: 2 },
    ]);
    expect([book.mayHold('piece', 's1', 'flash-1'), book.mayHold('place', 's1', 'flash-1')]).toEqual([
      true,
      false,
    ]);
  });

  it('has room for any number of orders', () => {
    const book = new PromiseBook('o.run.');
    for (let n = 0; n < 5000; n++)
      book.add('order', `o.run.a.${n}.0 run.a.${n}.0 ${n + 1} 1`, 'acknowledged', n);
    expect(book.rows).toBe(5000);
    const last = book.rowOf('o.run.a.4999.0')!;
    expect(book.saidOf('o.run.a.4999.0', last)).toEqual({
      shopper: 'run.a.4999.0',
      offer: '5000',
      quantity: 1,
    });
    expect(book.has(book.rowOf('o.run.a.0.0')!, 'order')).toBe(true);
  });

  it.each([
    ['order', 'a s 1'],
    ['order', 'a s 1 1 later'],
    ['payment', ''],
    ['redemption', 'a'],
    ['piece', 's1  flash-1'],
  ] as const)('notes nothing of a %s that says “%s”', (kind, words) => {
    const book = new PromiseBook('o.run.');
    expect(book.add(kind, words, 'acknowledged', 0)).toBe(false);
    expect([book.rows, [...book.held()]]).toEqual([0, []]);
  });
});
