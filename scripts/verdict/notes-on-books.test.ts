import { describe, expect, it } from 'vitest';
import { zh } from '../words/zh.ts';
import { rehearsal, type Story } from '../workshop/testing/small-rehearsal.ts';
import { notesOnBooks } from './notes-on-books.ts';

const { audit } = rehearsal().observations;
const notesFor = (change: Partial<typeof audit>, story: Story = {}): readonly string[] =>
  notesOnBooks(rehearsal({ ...story, observations: { audit: { ...audit, ...change } } }));

describe('notes on the books', () => {
  it('are none where every order has its answer', () => {
    expect(notesFor({})).toEqual([]);
  });

  it('say of orders without an answer how many are stored, if somebody looked', () => {
    expect(notesFor({ indeterminate: 132, indeterminateStored: 0 })).toEqual([
      "132 orders never got an answer, not even to a repeated request (0 of them in the shop's books): nobody was told of them, so they are not lost",
    ]);
    expect(notesFor({ indeterminate: 1 })[0]).toMatch(/^1 order never got .* request: nobody/);
  });

  it('of a run that was cut short are one sentence, which accuses nobody', () => {
    const found = { unexplained: 314, unasked: ['east: an order is paid by its shopper: broken 100 times'] };
    expect(notesFor(found)).toHaveLength(2);
    const [note, ...others] = notesFor(found, { events: ['interrupted'] });
    expect(others).toEqual([]);
    expect(note).toContain('that says nothing against the shop');
    expect(note).not.toMatch(/314|100/);
  });

  it('exist in Chinese', () => {
    const all = [
      ...notesFor({ indeterminate: 132, indeterminateStored: 0 }),
      ...notesFor({ indeterminate: 1 }),
      ...notesFor({ unexplained: 3 }, { events: ['interrupted'] }),
    ];
    for (const note of all) expect(zh.reason(note)).not.toMatch(/[a-z]{4,} [a-z]{4,}/);
  });
});
