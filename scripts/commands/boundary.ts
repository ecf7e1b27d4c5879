/** `carnival boundary`: stands between a service and its dependency, until Ctrl-C. */
import { randomBytes } from 'node:crypto';
import { canonicalAddress, isLoopback } from '../admission/addresses.ts';
import { startBoundary } from '../boundary/boundary.ts';
import { type BoundaryOptions, readOptions } from '../boundary/read-options.ts';
import { LOOPBACK } from '../machine/processes/ports.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { listenForInterrupt } from '../rehearsal/interrupt.ts';
import { leave, say } from '../text/terminal.ts';
import { bearerMistakes } from './option-mistakes.ts';

const TOKEN = 'CARNIVAL_BOUNDARY_TOKEN';
const TOKEN_BYTES = 24;

export async function boundaryCommand(options: BoundaryOptions): Promise<ExitCode> {
  const settings = readOptions(options, { nowMs: Date.now(), told: bearerMistakes(TOKEN, process.env) });
  const given = process.env[TOKEN];
  const token = given ?? randomBytes(TOKEN_BYTES).toString('hex');
  const interrupt = listenForInterrupt(() => leave(EXIT.interrupted));
  try {
    const boundary = await startBoundary({ ...settings, token });
    const { name, listen, identity, to } = settings;
    const { stdout } = process;
    const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
    const scheme = identity === null ? 'http' : 'https';
    say(stdout, `calls    ${scheme}://${host}:${boundary.port} → ${to.origin}   as "${name}"`);
    say(stdout, `control  http://${LOOPBACK}:${boundary.controlPort}   /metrics /healthz /faults`);
    if (given === undefined) say(stdout, `token    ${token}`);
    if (isOpenToOthers(listen.host))
      say(process.stderr, `other machines reach ${host}:${boundary.port}, and through it ${to.origin}`);
    say(stdout, 'Ctrl-C stops it.');
    await interrupt.first;
    await boundary.close();
    return EXIT.pass;
  } finally {
    interrupt.stopListening();
  }
}

function isOpenToOthers(host: string): boolean {
  const address = canonicalAddress(host);
  return host !== 'localhost' && (address === null || !isLoopback(address));
}
