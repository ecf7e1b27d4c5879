import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MEASURED, measuredWith } from '../testing/measured-bench.ts';
import { printMarkdown } from './print-markdown.ts';

describe('the bench’s page', () => {
  const page = printMarkdown(MEASURED);

  it('begins with the ratios, before any figure of one side', () => {
    const tables = page.split('\n\n').filter((part) => part.startsWith('|'));
    expect(tables[0]).toContain('| shoppers per GB, crowd to k6 at its defaults | **4,000×** | ≥ 400 met |');
    expect(tables[0]).toContain(
      '| CPU a request, crowd to k6 at its defaults with a check | **0.5×** | ≤ 0.65 met |',
    );
  });

  it('says what missed its target as loudly as what met it', () => {
    expect(page).toContain("shop's /products/1 to bare fastify | **0.5×** | ≥ 0.6 **missed** |");
  });

  it('gives every table as many cells in each row as in its head', () => {
    for (const part of page.split('\n\n').filter((each) => each.startsWith('|'))) {
      const cells = part.split('\n').map((row) => row.split('|').length);
      expect(new Set(cells).size).toBe(1);
    }
  });

  it('names machine and day, and shows each round', () => {
    expect(page).toContain('2 cores (processor), 24 GiB, Linux; 2026-11-22.');
    expect(page).toContain('200 (100, 300)');
  });

  it('marks what is extrapolated', () => {
    expect(page).toMatch(/k6, defaults.*\(extrapolated\)/);
    expect(page).not.toMatch(/\| crowd .*\(extrapolated\)/);
  });

  it('warns of a quick run', () => {
    expect(page).not.toContain('Do not quote');
    expect(printMarkdown(measuredWith({ quick: true }))).toContain('Do not quote');
  });

  it('is committed as its figures are', () => {
    const committed = readFileSync('docs/benchmarks.md', 'utf8');
    expect(committed, 'docs/benchmarks.md is old: run `npm run generate`').toBe(
      printMarkdown(JSON.parse(readFileSync('docs/benchmarks.json', 'utf8'))),
    );
  });
});
