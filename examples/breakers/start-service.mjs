/**
 * What the start scripts of the services share: a bank, a boundary in front of it, and a service that asks the bank through a
 * breaker. All on loopback, and nothing outlives the script.
 *
 *     CARNIVAL_BOUNDARY_TOKEN=… node start.mjs [--wrong <name>]   prints {"url", "pid"} when all answer; SIGTERM to that pid ends it
 *
 * The ports are fixed, because the plan names them.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CACHE, digest, isOk, madeOnce, portToUse, serveUntilTheEnd, untilTheEnd } from '../processes.mjs';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const PORT = { service: 8640, bank: 8641, boundary: 8642, control: 8643 };
const at = (port, path = '/') => `http://127.0.0.1:${port}${path}`;

const NODE = process.execPath;
const BANK = [NODE, file('bank.mjs'), String(PORT.bank)];
const BETWEEN = ['--name', 'bank', '--listen', `:${PORT.boundary}`, '--to', at(PORT.bank)];
/** It does not look at its standard input: a shell does, and ends it when that ends. */
const WITH_INPUT = 'exec 3<&0; "$@" & p=$!; (while read -r _; do :; done <&3; kill $p 2>/dev/null) & wait $p';
const BOUNDARY = [
  ...['sh', '-c', WITH_INPUT, 'sh'],
  ...[NODE, file('../../dist/carnival.js'), 'boundary', ...BETWEEN, '--control', String(PORT.control)],
];

/**
 * @typedef {import('../processes.mjs').Command} Command
 * @typedef {object} Service
 * @property {string} name
 * @property {readonly string[]} wrongs settings of its breaker that can be wrong on purpose
 * @property {readonly string[]} sources files that say what is built; a change builds again
 * @property {(folder: string) => Promise<void>} build what is needed, in a folder of its own
 * @property {(built: string, port: number, bank: string) => Command} serve asks this bank, until its stdin ends
 */

/** @param {Service} service */
export const startService = (service) =>
  untilTheEnd(service.name, async () => {
    const wrong = readWrong(service);
    const folder = join(CACHE, 'breakers', `${service.name}-${await digest(service.sources)}`);
    const built = await madeOnce(folder, async (draft) => {
      console.error(`building ${service.name}: once`);
      await service.build(draft);
    });
    for (const port of Object.values(PORT)) await portToUse(port);

    const bank = await serveUntilTheEnd('the bank', BANK, () => isOk(at(PORT.bank)));
    const boundary = await serveUntilTheEnd('the boundary', BOUNDARY, () =>
      isOk(at(PORT.control, '/healthz')),
    );
    const { failed } = await serveUntilTheEnd(
      service.name,
      service.serve(built, PORT.service, at(PORT.boundary)),
      () => isOk(at(PORT.service, '/carnival-environment')),
      { ...process.env, PAY_WRONG: wrong },
    );
    console.log(JSON.stringify({ url: at(PORT.service, ''), pid: process.pid }));
    await Promise.race([bank.failed, boundary.failed, failed]);
  });

function readWrong({ name, wrongs }) {
  const { wrong } = parseArgs({ options: { wrong: { type: 'string', default: '' } } }).values;
  if (wrong !== '' && !wrongs.includes(wrong))
    throw new Error(`--wrong ${wrong}: ${name} can be ${wrongs.join(' or ')}`);
  return wrong;
}
