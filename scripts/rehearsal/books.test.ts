import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import type { LedgerAudit } from '../evidence/observations.ts';
import { judge } from '../verdict/judge.ts';
import { rehearsal } from '../workshop/testing/small-rehearsal.ts';
import { dropBooks, noteBooks, whyBooksStay } from './books.ts';
import { createRunFolder } from './run-folder.ts';

const { audit } = rehearsal().observations;
const whyFor = (change: Partial<LedgerAudit>, keep = false): string | null => {
  const evidence = rehearsal({ observations: { audit: { ...audit, ...change } } });
  return whyBooksStay(judge(evidence), evidence, keep);
};

describe('the shop’s books', () => {
  it('may go once they were found in order', () => {
    expect(whyFor({})).toBeNull();
  });

  it('may go when the run failed for another reason, such as slow answers', () => {
    const evidence = rehearsal({ steps: { 'burst · home.view': { late: 5000 } } });
    expect(judge(evidence).outcome).toBe('fail');
    expect(whyBooksStay(judge(evidence), evidence, false)).toBeNull();
  });

  it.each([
    { given: 'they are wanted', change: {}, keep: true, want: '--keep-books' },
    {
      given: 'nobody audited them',
      change: { done: false, reason: 'it was gone' },
      want: /not audited: it was gone/,
    },
    { given: 'an order is lost', change: { lost: 1, lostIds: ['a'] }, want: /did not pass/ },
    { given: 'an answer was not read', change: { answersRead: 1 }, want: /did not pass/ },
    { given: 'a piece was sold twice', change: { oversoldPieces: 1 }, want: /did not pass|1 thing/ },
    {
      given: 'a promise is broken',
      change: { brokenPromises: ['north: x', 'north: y'] },
      want: /did not pass|2 things/,
    },
  ])('stay when $given', ({ change, keep, want }) => {
    expect(whyFor(change, keep)).toMatch(want);
  });
});

it('the books of a run that was cut short stay, and accuse the shop of nothing', () => {
  const change = { unexplained: 3, unasked: ['east: an order is paid by its shopper: broken 100 times'] };
  const evidence = rehearsal({
    events: ['interrupted'],
    observations: { audit: { ...audit, ...change } },
  });
  expect(whyBooksStay(judge(evidence), evidence, false)).toBe(
    'the load was cut short, so they could not be compared in full',
  );
});

describe('dropping the books', () => {
  const REGIONS = ['east', 'south', 'north'];
  const { plan } = rehearsal({ plan: { regions: REGIONS.map((name) => ({ name, share: 1 / 3 })) } });
  const made = async () => {
    const folder = await createRunFolder(temporaryFolder(), 'small', new Date(0));
    const shop = folder.file('shop');
    for (const region of ['east', 'south']) {
      mkdirSync(join(shop, region));
      for (const file of ['shop.mdb', 'shop.mdb-lock']) writeFileSync(join(shop, region, file), 'books');
    }
    writeFileSync(join(shop, 'east-7101.log'), 'a log');
    return { folder, shop };
  };

  it('deletes what the regions made, and nothing else', async () => {
    const { folder, shop } = await made();
    writeFileSync(join(shop, 'south', 'notes.txt'), 'somebody’s');
    await dropBooks(folder, { plan });
    expect(readdirSync(shop).toSorted()).toEqual(['east-7101.log', 'south']);
    expect(readdirSync(join(shop, 'south'))).toEqual(['notes.txt']);
  });

  it('follows no link out of the folder', async () => {
    const [{ folder, shop }, elsewhere] = [await made(), await made()];
    symlinkSync(join(elsewhere.shop, 'east'), join(shop, 'north'));
    await dropBooks(folder, { plan });
    expect(existsSync(join(elsewhere.shop, 'east', 'shop.mdb'))).toBe(true);
  });

  it('deletes nothing when the disk could not take the verdict', async () => {
    const { folder, shop } = await made();
    folder.note('disk-full', 'no room');
    await dropBooks(folder, { plan });
    expect(existsSync(join(shop, 'east', 'shop.mdb'))).toBe(true);
  });
});

it('a note says where the books stay, and why', async () => {
  const folder = await createRunFolder(temporaryFolder(), 'small', new Date(0));
  expect(noteBooks(folder, rehearsal(), false)).toBe(true);
  expect(folder.events).toEqual([]);
  expect(noteBooks(folder, rehearsal(), true)).toBe(false);
  const reason = "the shop's books are kept in shop/: --keep-books";
  expect(folder.events).toMatchObject([{ kind: 'note', reason }]);
});
