/** `npm run study:gate -- [pairs] [seed]`: false alarms and power of the gate, over drawn pairs of runs whose seconds hang together. */
import { importTypeScript } from './import-typescript.mjs';

const PAIRS = 2000;
const SEED = 618;
const [pairs = PAIRS, seed = SEED] = process.argv.slice(2).map(Number);

const { studyGate } = await importTypeScript('scripts/workshop/testing/gate-study.ts');
console.log(
  `${pairs} pairs a row, seed ${seed}; 20 steps, tolerance 5 % or 1 ms, 5 ms more on one route of 19 ms`,
);
console.table(
  [120, 36].flatMap((seconds) => [0, 0.5].map((correlation) => studyGate(seconds, correlation, pairs, seed))),
);
