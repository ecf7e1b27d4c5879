/**
 * `npm run study:breakers -- [cases] [seed]`: whether the clauses ever blame a right breaker, over many drills on a virtual clock. Half an hour
 * for ten thousand. Ends with 1 if one is blamed, and prints that drill.
 */
import fc from 'fast-check';
import { importTypeScript } from './import-typescript.mjs';

const CASES = 10_000;
const SEED = 618;
const [cases = CASES, seed = SEED] = process.argv.slice(2).map(Number);

const { judgeDrill, rightDrills } = await importTypeScript('scripts/workshop/testing/breakers/clauses.ts');
const counts = {};
for (const drill of fc.sample(rightDrills, { numRuns: cases, seed }))
  for (const [kind, { state, reason }] of Object.entries(judgeDrill(drill))) {
    counts[kind] ??= { pass: 0, 'not-proven': 0, fail: 0 };
    counts[kind][state]++;
    if (state !== 'fail') continue;
    process.exitCode = 1;
    console.error(`${kind}: ${reason}\n  ${JSON.stringify(drill)}`);
  }
console.log(`${cases} right breakers, seed ${seed}`);
console.table(counts);
