/**
 * A command of the user's that is given lines and answers with bytes. Like every child it leads its own process group, which the keeper
 * knows before it runs. It ends in time, and its whole group with it, whatever it does.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { type Exit, GATE } from './child.ts';
import type { Keeper } from './keeper.ts';
import { signalGroup } from './signal-group.ts';

export interface PipedCommand {
  /** For the shell. */
  readonly command: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it reads, piece by piece. It need not. */
  readonly input: Iterable<string>;
  /** Reads what it writes. If it rejects, the command is ended. */
  readonly read: (chunks: AsyncIterable<Uint8Array>) => Promise<void>;
  readonly msMax: number;
  readonly outputBytesMax: number;
  readonly signal: AbortSignal;
}
export interface PipedEnd {
  /** How the command ended by itself; null if it was ended. */
  readonly exit: Exit | null;
  /** Why it was ended, or what `read` rejected with; null if neither. */
  readonly error: Error | null;
  /** The end of its standard error. */
  readonly errors: string;
}

const ERRORS_CHARACTERS_MAX = 2000;
/** After its output was read to the end, or was of no use: a command that failed says so itself. */
const GRACE_MS = 1000;

export async function runPiped(keeper: Keeper, options: PipedCommand): Promise<PipedEnd> {
  const child = spawn('sh', ['-c', GATE, 'command', 'sh', '-c', options.command], {
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  let exit: Exit | null = null;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      exit = { code, signal };
      resolve();
    });
  });
  await once(child, 'spawn');
  const pid = child.pid!;
  const [stdin, stdout, stderr] = [
    child.stdin as Writable,
    child.stdout as Readable,
    child.stderr as Readable,
  ];
  const gate = child.stdio[3] as Writable;
  // A command need not read its input to the end, and one that was ended cannot.
  for (const pipe of [stdin, gate]) pipe.on('error', () => undefined);
  let errors = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-ERRORS_CHARACTERS_MAX);
  });
  await keeper.add(pid).catch((error: unknown) => {
    gate.destroy();
    throw error;
  });
  gate.end('go\n');
  Readable.from(options.input)
    .on('error', () => undefined)
    .pipe(stdin);

  let ended: Error | null = null;
  const stop = (reason: string): void => {
    ended ??= new Error(reason);
    signalGroup(pid, 'SIGKILL');
    // Somebody outside the group may hold the other end.
    stdout.destroy();
  };
  const abort = (): void => stop(`was ended: ${reasonOf(options.signal.reason)}`);
  const deadline = setTimeout(() => stop(`had not ended after ${options.msMax / 1000} s`), options.msMax);
  options.signal.addEventListener('abort', abort);
  if (options.signal.aborted) abort();
  try {
    const failed = await options.read(limited(stdout, options.outputBytesMax)).then(
      () => null,
      (error: Error) => error,
    );
    // The deadline goes on while nobody has to be waited for: a command may work on after its last row.
    if (failed === null && ended === null) await exited;
    else {
      stdout.resume();
      await Promise.race([exited, sleep(GRACE_MS)]);
    }
    const own = ended === null ? exit : null;
    return { exit: own, error: ended ?? failed, errors };
  } finally {
    clearTimeout(deadline);
    options.signal.removeEventListener('abort', abort);
    signalGroup(pid, 'SIGKILL');
    stdout.destroy();
    stderr.destroy();
    stdin.destroy();
    await exited;
    keeper.drop(pid);
  }
}

async function* limited(stdout: Readable, bytesMax: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  // It stays open for a command that still has to say why it fails.
  for await (const chunk of stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error(`wrote more than ${bytesMax} bytes`);
    yield chunk;
  }
}
