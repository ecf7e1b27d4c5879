/**
 * Notices that npm, which started this command, has gone. npm passes a signal on to the shell between them, which ends without
 * passing it on; and kill -9 of npm reaches nobody. So the line of parents up to npm is looked at, not a signal waited for.
 */
import { readFileSync, readlinkSync } from 'node:fs';

const LOOK_EVERY_MS = 1000;
/** This command, a shell, npm; more only if a script starts another. */
const LINE_MAX = 4;

/** Who started whom. Null for what cannot be read: another system than Linux, another user's process, one that has ended. */
export interface Kinship {
  readonly parentOf: (pid: number) => number | null;
  /** The path of the program that a process runs. */
  readonly programOf: (pid: number) => string | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Returns a look at whether npm is still there; null if it did not start this command. A command that somebody else started may
 * outlive its starter: `nohup carnival rehearse &` is meant to.
 */
export function starterCheck(self: number, env: Env, kin: Kinship): (() => boolean) | null {
  const npm = env.npm_node_execpath;
  const parent = kin.parentOf(self);
  if (npm === undefined || parent === null) return null;
  const line = lineTo(npm, self, kin) ?? [{ pid: self, parent }];
  return () => line.every((link) => kin.parentOf(link.pid) === link.parent);
}

interface Link {
  readonly pid: number;
  readonly parent: number;
}

/** From this process up to the first that runs Node, as npm does. */
function lineTo(npm: string, self: number, kin: Kinship): readonly Link[] | null {
  const line: Link[] = [];
  for (let pid = self; line.length < LINE_MAX; ) {
    const parent = kin.parentOf(pid);
    if (parent === null) return null;
    line.push({ pid, parent });
    if (kin.programOf(parent) === npm) return line;
    pid = parent;
  }
  return null;
}

const SYSTEM_KINSHIP: Kinship = {
  parentOf: (pid) => (pid === process.pid ? process.ppid : parentInProc(pid)),
  programOf: (pid) => orNull(() => readlinkSync(`/proc/${pid}/exe`)),
};

/** Counted after the last parenthesis: the command's name may hold blanks and parentheses. @see proc_pid_stat(5) */
const parentInProc = (pid: number): number | null =>
  orNull(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  });

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Calls back once when npm has gone. Returns the function that stops the watch; does not keep the process alive. */
export function watchStarter(onGone: () => void): () => void {
  const isThere = starterCheck(process.pid, process.env, SYSTEM_KINSHIP);
  if (isThere === null) return () => undefined;
  const timer = setInterval(() => {
    if (isThere()) return;
    clearInterval(timer);
    onGone();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
