/**
 * `npm run study:capacity-model -- [shops] [seed] [rows]`: how often the intervals of `carnival capacity` hold the truth.
 * `rows`: only those whose name begins so, such as "6 counts".
 */
import { importTypeScript } from './import-typescript.mjs';

const SHOPS = 1000;
const DRAWS = 200;
const SEED = 618;
const [shops = SHOPS, seed = SEED, rows = ''] = process.argv.slice(2);

const { coverageOf } = await importTypeScript('scripts/workshop/testing/capacity-study.ts');
const {
  SHOPS: CURVES,
  MACHINES_OF_6,
  MACHINES_OF_8,
} = await importTypeScript('scripts/workshop/testing/levels-drawn.ts');
const ROWS = [
  { name: '8 counts', at: MACHINES_OF_8, truly: 'relative', said: 'relative' },
  { name: '8 counts', at: MACHINES_OF_8, truly: 'constant', said: 'constant' },
  { name: '6 counts', at: MACHINES_OF_6, truly: 'relative', said: 'relative' },
  { name: '6 counts twice', at: MACHINES_OF_6, repetitions: 2, truly: 'relative', said: 'relative' },
  { name: '8 counts, wrong', at: MACHINES_OF_8, truly: 'relative', said: 'constant' },
  { name: '8 counts, wrong', at: MACHINES_OF_8, truly: 'constant', said: 'relative' },
];
console.log(`${shops} shops a row, ${DRAWS} draws each, seed ${seed}; scatter 2 %`);
for (const { name, ...studied } of ROWS.filter((row) => `${row.name} ${row.truly}`.startsWith(rows)))
  for (const [shop, curve] of Object.entries(CURVES)) {
    const coverage = coverageOf({ curve, ...studied }, Number(shops), DRAWS, Number(seed));
    const shown = Object.entries(coverage).map(([what, share]) => `${what} ${(100 * share).toFixed(1)}`);
    console.log(
      `${shop.padEnd(11)} ${name.padEnd(16)} ${studied.truly} as ${studied.said}: ${shown.join('  ')}`,
    );
  }
