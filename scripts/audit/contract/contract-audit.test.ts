import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContractAudit, type ContractAuditOptions, ContractError } from './contract-audit.ts';
import { OrderBook } from './order-book.ts';
import type { StoredOrder } from './stored-order.ts';

/** Words of orders: acknowledged, and without an answer. */
function bookOf(acknowledged: readonly string[], unsure: readonly string[] = []): OrderBook {
  const book = new OrderBook();
  for (const words of acknowledged) expect(book.add('order', words, 'acknowledged', 'all')).toBe(true);
  for (const words of unsure) expect(book.add('order', words, 'unsure', 'all')).toBe(true);
  return book;
}

function audit(book: OrderBook, rows: readonly StoredOrder[], options: Partial<ContractAuditOptions> = {}) {
  const looking = new ContractAudit({ book, covers: 'asked', lostIdsMax: 20, ...options });
  for (const row of rows) looking.look(row);
  return looking.end();
}

describe('an audit by the contract', () => {
  it('finds nothing in books that are right, however amounts are written', () => {
    const book = bookOf(['a 10', 'b 12.50', 'c', 'd -0.0'], ['e', 'f']);
    const rows = [
      { id: 'a', amount: '10.00', state: 'paid' },
      { id: 'b', amount: 12.5, state: 'Pending' },
      { id: 'c', amount: 'whatever', state: 'new' },
      { id: 'd', amount: '€ 0', state: 'paid' },
      { id: 'f', state: 'cancelled' },
    ];
    expect(audit(book, rows)).toEqual({
      lost: 0,
      lostIds: [],
      unexplained: 0,
      brokenPromises: [],
      untold: null,
      notes: ['orders that nobody placed were not looked for'],
    });
  });

  it.each<{ what: string; row: StoredOrder | null; again?: StoredOrder; want: object }>([
    { what: 'is lost', row: null, want: { lost: 1, lostIds: ['a'], brokenPromises: [] } },
    {
      what: 'is there twice',
      row: { id: 'a', amount: 10, state: 'paid' },
      again: { id: 'a', amount: 10, state: 'paid' },
      want: {
        lost: 0,
        brokenPromises: [
          'an acknowledged order is stored once: broken 1 time, such as a, which is there 2 times',
        ],
      },
    },
    {
      what: 'has another amount',
      row: { id: 'a', amount: '1.00', state: 'paid' },
      want: {
        brokenPromises: [
          'an order is stored with the amount it was acknowledged with: broken 1 time, such as a, 1 instead of 10',
        ],
      },
    },
    {
      what: 'was cancelled',
      row: { id: 'a', amount: 10, state: ' CANCELLED ' },
      want: {
        brokenPromises: ['an acknowledged order is kept: broken 1 time, such as a, which is CANCELLED'],
      },
    },
  ])('finds an order that $what', ({ row, again, want }) => {
    const rows = [row, again].flatMap((each) => (each == null ? [] : [each]));
    expect(audit(bookOf(['a 10.00']), rows)).toMatchObject(want);
  });

  it.each([
    { state: 'wc-cancelled', bad: 1 },
    { state: 'CANCELLED_BY_SYSTEM', bad: 1 },
    { state: 'PaymentFailed', bad: 1 },
    { state: 'Order refunded (in part)', bad: 1 },
    { state: 'uncancelled', bad: 0 },
    { state: 'FAILSAFE', bad: 0 },
    { state: '', bad: 0 },
  ])('reads a bad word in “$state” $bad time', ({ state, bad }) => {
    expect(audit(bookOf(['a']), [{ id: 'a', state }]).brokenPromises).toHaveLength(bad);
  });

  it('takes the states that the shop calls bad in place of its own list', () => {
    const rows = [
      { id: 'a', state: 'Storniert' },
      { id: 'b', state: 'cancelled' },
    ];
    const { brokenPromises } = audit(bookOf(['a', 'b']), rows, { badStates: ['storniert'] });
    expect(brokenPromises).toEqual([
      'an acknowledged order is kept: broken 1 time, such as a, which is Storniert',
    ]);
  });

  it('finds an order without an answer that is stored twice, as a repeated request may do', () => {
    const rows = [{ id: 'a' }, { id: 'a' }];
    expect(audit(bookOf([], ['a']), rows).brokenPromises).toHaveLength(1);
  });

  it('does not take a row that nobody asked for', () => {
    expect(() => audit(bookOf(['a']), [{ id: 'x' }])).toThrow(
      new ContractError('there is a row of “x”, which nobody asked for'),
    );
  });

  it('passes over strangers in a whole table, and says so', () => {
    const found = audit(bookOf(['a']), [{ id: 'a', state: 'paid' }, { id: 'x' }], { covers: 'table' });
    expect(found).toMatchObject({ lost: 0, unexplained: 0 });
    expect(found.notes).toEqual([
      "1 row of orders that are not this run's were passed over",
      'orders that nobody placed were not looked for',
    ]);
  });

  it('counts strangers among the orders of the run alone, but for those whose id no answer could name', () => {
    const book = bookOf(['a'], ['']);
    const rows = [{ id: 'a', state: 'paid' }, { id: 'x' }, { id: 'y' }];
    expect(audit(book, rows, { covers: 'run' })).toMatchObject({ unexplained: 1, notes: [] });
    expect(book.counts).toMatchObject({ acknowledged: 1, indeterminate: 1, nameless: 1 });
  });

  it('asks whether id is the right column when every order is lost and other rows are there', () => {
    const found = audit(bookOf(['a']), [{ id: '#a' }], { covers: 'table' });
    expect(found).toMatchObject({ lost: 1 });
    expect(found.notes.at(-1)).toMatch(/none of the 1 row is an order of this run: is id what/);
  });

  it('is not done while a row lacks the amount that was acknowledged', () => {
    for (const amount of [undefined, null, ''])
      expect(() => audit(bookOf(['a 1']), [{ id: 'a', amount }])).toThrow(
        '1 row of orders that were acknowledged with an amount has none, such as “a”',
      );
  });

  it('is not done when an amount is no number', () => {
    expect(() => audit(bookOf(['a 1']), [{ id: 'a', amount: '1,00' }])).toThrow(
      'the amount of “a” is “1,00”, which is no decimal number',
    );
  });

  it('says what rows of orders do not tell', () => {
    const book = bookOf(['a', 'b']);
    for (const id of ['a', 'a', 'b', 'other']) book.add('payment', id, 'acknowledged', 'all');
    book.add('redemption', 'basket-1', 'acknowledged', 'all');
    book.add('redemption', 'basket-2', 'unsure', 'all');
    const found = audit(book, [{ id: 'a', state: 'paid' }, { id: 'b' }]);
    expect(found.untold).toBe('2 payments, 1 redemption cannot be told from rows of orders');
    expect(found.notes[0]).toMatch(/^1 row of acknowledged orders had no state/);
  });

  it('counts an order once that was acknowledged twice, says so, and finds two amounts', () => {
    const found = audit(bookOf(['a 1', 'a 1.0', 'a 2']), [{ id: 'a', amount: 2, state: 'paid' }]);
    expect(found.brokenPromises).toEqual([
      'an order is acknowledged with one amount: broken 1 time, such as a with 1 and 2',
    ]);
    expect(found.notes[0]).toMatch(/^1 order id was acknowledged more than once/);
  });
});

describe('the number of an order', () => {
  const stored = [{ id: 'a', amount: 1, state: 'paid' }];

  it('that several sessions were told is of an order too few, once, although it is stored', () => {
    expect(audit(bookOf(['a 1 ~x', 'a 1 ~y', 'a 1 ~z', 'b ~x']), [...stored, { id: 'b' }])).toMatchObject({
      lost: 0,
      brokenPromises: [
        'an order is acknowledged to one session: broken 1 time, such as a, which several were told',
      ],
    });
  });

  it.each([
    { given: 'one session was told twice', words: ['a 1 ~x', 'a 1 ~x'], unsure: ['a 1 ~y'] },
    { given: 'no session is known for', words: ['a 1', 'a 1 ~x', 'a run.b.1.0 - 1'], unsure: [] },
  ])('that $given is counted once', ({ words, unsure }) => {
    expect(audit(bookOf(words, unsure), stored).brokenPromises).toEqual([]);
  });
});

describe('an order book', () => {
  it.each([
    { kind: 'order', words: 'a b c' },
    { kind: 'order', words: 'a  1' },
    { kind: 'order', words: '' },
    { kind: 'payment', words: '' },
    { kind: 'order', words: 'x'.repeat(257) },
    { kind: 'order', words: 'a\nb' },
    { kind: 'order', words: 'a\u0000' },
    { kind: 'payment', words: 'a\u001b[2J' },
  ] as const)('does not take “$words” for a $kind', ({ kind, words }) => {
    const book = new OrderBook();
    expect(book.add(kind, words, 'acknowledged', 'all')).toBe(false);
    expect(book.rows).toBe(0);
  });

  it('takes the id alone from the words of the embedded shop', () => {
    const book = bookOf(['o.1 shopper 7 2']);
    expect(book.amountOf(book.rowOf('o.1')!)).toBe('');
  });

  it('says what keeps orders from being told apart, or amounts from being compared', () => {
    const book = bookOf(['7 1']);
    book.add('order', '7 1', 'acknowledged', 'east');
    expect(book.obstacle).toMatch(/order 7 is of region all and of region east/);
    expect(bookOf(['8 1,00']).obstacle).toMatch(/order 8 .* amount “1,00”, which is no decimal number/);
  });
});

/** A right export: any orders, each with an amount and a state, in any order. */
const rightExport = fc
  .uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[A-Za-z0-9#.-]{1,6}$/),
      cents: fc.nat({ max: 1_000_000 }),
      isAcknowledged: fc.boolean(),
      isStored: fc.boolean(),
      state: fc.constantFrom('paid', 'new', 'shipped', 'Pending'),
      as: fc.constantFrom('text', 'number', 'currency'),
    }),
    { minLength: 1, maxLength: 20, selector: ({ id }) => id },
  )
  .filter((orders) => orders.some(({ isAcknowledged }) => isAcknowledged))
  .map((orders) => {
    const amount = (cents: number): string => (cents / 100).toFixed(2);
    const written = {
      text: amount,
      number: (cents: number) => cents / 100,
      currency: (cents: number) => `€${amount(cents)}0`,
    };
    const rows = orders
      .filter(({ isAcknowledged, isStored }) => isAcknowledged || isStored)
      .map(({ id, cents, state, as }) => ({ id, amount: written[as](cents), state }));
    const words = (those: typeof orders) => those.map(({ id, cents }) => `${id} ${cents / 100}`);
    return {
      acknowledged: orders.filter(({ isAcknowledged }) => isAcknowledged),
      book: () =>
        bookOf(
          words(orders.filter(({ isAcknowledged }) => isAcknowledged)),
          orders.filter(({ isAcknowledged }) => !isAcknowledged).map(({ id }) => id),
        ),
      rows,
    };
  });
const covers = fc.constantFrom('asked', 'run', 'table');

describe('whatever was ordered', () => {
  it('a right export has no finding', () => {
    fc.assert(
      fc.property(rightExport, covers, ({ book, rows }, covers) => {
        const found = audit(book(), rows, { covers });
        expect(found).toMatchObject({ lost: 0, unexplained: 0, brokenPromises: [], untold: null });
      }),
    );
  });

  it('one row that is dropped, doubled or changed is found, and nothing else is', () => {
    const mutations = fc.constantFrom('drop', 'double', 'amount', 'state');
    fc.assert(
      fc.property(rightExport, covers, mutations, fc.nat(), (right, covers, mutation, pick) => {
        const { id } = right.acknowledged[pick % right.acknowledged.length]!;
        const rows = right.rows.flatMap((row): readonly StoredOrder[] => {
          if (row.id !== id) return [row];
          const changed = {
            drop: [],
            double: [row, row],
            amount: [{ ...row, amount: '10000.01' }],
            state: [{ ...row, state: 'Refunded' }],
          };
          return changed[mutation];
        });
        const found = audit(right.book(), rows, { covers });
        expect(found.lostIds).toEqual(mutation === 'drop' ? [id] : []);
        expect(found.brokenPromises).toHaveLength(mutation === 'drop' ? 0 : 1);
        if (mutation !== 'drop') expect(found.brokenPromises[0]).toContain(`such as ${id}, `);
      }),
    );
  });
});
