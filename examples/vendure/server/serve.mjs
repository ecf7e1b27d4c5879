/** Serves the shop on loopback, and ends when its standard input does: no shop outlives what started it. */
import { config, load } from './config.mjs';

process.stdin.on('end', () => process.exit(0)).resume();
await load('@vendure/core').bootstrap(config(Number(process.argv[2])));
