/** Simulates verdicts, and writes docs/verdict-simulation.json and the page made from it. Takes under a minute. */
import { writeFile } from 'node:fs/promises';
import { importTypeScript } from './import-typescript.mjs';

const { printSimulation, simulate } = await importTypeScript(
  'scripts/workshop/testing/simulation/simulation.ts',
);
const simulation = simulate();
await writeFile('docs/verdict-simulation.json', `${JSON.stringify(simulation, null, 2)}\n`);
await writeFile('docs/verdict-simulation.md', printSimulation(simulation));
