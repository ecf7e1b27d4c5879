import { describe, expect, it } from 'vitest';
import { MEASURED } from '../testing/measured-bench.ts';
import { ownParts } from './print-own.ts';

const page = ownParts(MEASURED.own).join('\n\n');
const row = (begin: string): string | undefined =>
  page.split('\n').find((line) => line.startsWith(`| ${begin}`));

describe('a shop of a user’s in the bench', () => {
  it('shows what sessions keep beside the same requests without: in all, and a session', () => {
    expect(row('the same requests; token')).toBe(
      '| the same requests; token, product, basket and order number kept | 380 | 60 | 300 | 1,520 | 400 | 2× |',
    );
    expect(row('the same requests; a cookie jar')).toContain('| 720 | 400 | 2,000 |');
  });

  it('gives no bytes a session where nothing is kept', () => {
    expect(row('the default crowd')).toContain('| 300 |  |  | 1,200 | 200 |  |');
  });

  it('compares CPU within a round, so that a busy round counts for both sides', () => {
    expect(row('a shop of one’s own that keeps nothing')).toContain('| 1.1× |');
  });

  it('says what each way to read an answer costs more than its status', () => {
    expect(row('the whole JSON')).toContain('| 400 | 200 |');
    expect(row('a header')).toContain('| 200 | 0 |');
    expect(row('the status alone |')).toContain('| 200 |  |');
  });

  it('says what rows cost of which nobody keeps anything', () => {
    expect(page).toContain('k6 needs 301 MB');
    expect(page).toContain('and 303 MB in one where each could keep four texts');
  });

  it('is dated by itself, because it can be measured by itself', () => {
    expect(page).toContain('Measured on 2026-11-23. 2,000,000 shoppers');
    expect(ownParts({ ...MEASURED.own, quick: true })[0]).toContain('**A quick run.**');
  });
});
