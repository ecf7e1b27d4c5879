/**
 * A process that Carnival starts. It leads its own process group, so that Ctrl-C in the terminal does not reach it first, and so
 * that the whole group can be ended. Its output goes to a file. The keeper has it on its list before it runs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import type { Keeper } from './keeper.ts';
import { signalGroup } from './signal-group.ts';

/** Time for an orderly end, milliseconds: Prometheus closes its WAL and k6 pushes its last samples in about a second. */
const STOP_GRACE_MS = 5000;

/**
 * Waits for a line at descriptor 3, which says that the keeper has this group on its list, then becomes the command. If that line
 * never comes (Carnival died), it ends. So no command ever runs that nobody would end.
 */
export const GATE = 'read -r go <&3 || exit 1; exec 3<&-; exec "$@"';

export interface ChildOptions {
  /** Its name in messages: `k6`, `Prometheus`, `shop east`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to this process's environment; a variable that is undefined here is kept from the child. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Appended to: standard output and standard error. */
  readonly logFile: string;
}

export interface Exit {
  /** 127: the command was not found; its name is in the log. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly name: string;
  /** Also the id of its process group. */
  readonly pid: number;
  readonly logFile: string;
  readonly exited: Promise<Exit>;
  /** How it ended, or null while it runs. */
  readonly exit: Exit | null;
  /** Signals the whole group. Does nothing once the child has ended. */
  signal(name: NodeJS.Signals): void;
  /** SIGTERM to the group, SIGKILL after the grace. A second call with a shorter grace hastens the first. */
  stop(graceMs?: number): Promise<Exit>;
}

/** Passed to functions that start processes. Whoever passes it also ends them. */
export type StartChild = (options: ChildOptions) => Promise<Child>;

/** Throws when it cannot be started at all; a command that is not there ends with code 127. */
export const startChild = async (keeper: Keeper, options: ChildOptions): Promise<Child> => {
  const { pid, gate, ended } = await startGate(options);
  let exit: Exit | null = null;
  const exited = ended.then((how) => {
    // The child may have left child processes behind, and nobody else ends them.
    signalGroup(pid, 'SIGKILL');
    keeper.drop(pid);
    exit = how;
    return how;
  });
  const signal = (name: NodeJS.Signals): void => {
    if (!exit) signalGroup(pid, name);
  };
  try {
    await keeper.add(pid);
  } catch (error) {
    gate.end();
    await exited;
    throw error;
  }
  gate.end('go\n', () => gate.destroy());

  let asked = false;
  return {
    name: options.name,
    pid,
    logFile: options.logFile,
    exited,
    get exit() {
      return exit;
    },
    signal,
    stop: async (graceMs = STOP_GRACE_MS) => {
      // Only once: at a second SIGTERM k6 stops at once, without sending its last samples.
      if (!asked) signal('SIGTERM');
      asked = true;
      const timer = setTimeout(() => signal('SIGKILL'), graceMs);
      const how = await exited;
      clearTimeout(timer);
      return how;
    },
  };
};

interface Gate {
  readonly pid: number;
  readonly gate: Writable;
  readonly ended: Promise<Exit>;
}

const startGate = async (options: ChildOptions): Promise<Gate> => {
  const log = await open(options.logFile, 'a');
  try {
    const gate = spawn('sh', ['-c', GATE, options.name, options.command, ...options.args], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...process.env, ...options.env },
      detached: true,
      stdio: ['ignore', log.fd, log.fd, 'pipe'],
    });
    const ended = new Promise<Exit>((resolve) => {
      gate.on('exit', (code, signal) => resolve({ code, signal }));
    });
    await once(gate, 'spawn');
    const word = gate.stdio[3] as Writable;
    // If the gate ends before it can read, `ended` reports it.
    word.on('error', () => undefined);
    return { pid: gate.pid!, gate: word, ended };
  } catch (cause) {
    throw new CarnivalError(
      `cannot start ${options.name} ("${options.command}") in "${options.cwd ?? process.cwd()}": ${(cause as Error).message}`,
      { cause, hint: 'is the folder there?' },
    );
  } finally {
    await log.close();
  }
};

/** The end of a log: it usually says why the child ended. */
export const lastLines = async (logFile: string, count: number): Promise<string> => {
  const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
  return lines.slice(-count).join('\n');
};
