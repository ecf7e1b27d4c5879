/**
 * The keeper: a small shell process in a session of its own. It reads from a pipe which process groups there are. When Carnival
 * ends, even by kill -9, the pipe closes. Then the keeper ends every group still on its list, and itself.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { CarnivalError } from '../../mistakes/carnival-error.ts';

/** Time between SIGTERM and SIGKILL, in tenths of a second: Prometheus needs some to close its WAL. */
const GRACE_TENTHS = 50;

/** POSIX sh; `kill -s NAME -- -GROUP` is the one spelling that dash, bash and busybox share. */
const SCRIPT = `
trap '' INT TERM HUP
groups=''
while read -r verb group; do
  case $verb in
    add) groups="$groups $group" ;;
    drop)
      kept=''
      for g in $groups; do [ "$g" = "$group" ] || kept="$kept $g"; done
      groups=$kept ;;
  esac
done
# Errors of kill are not shown: a group that has already ended is fine.
for g in $groups; do kill -s TERM -- "-$g" 2>/dev/null; done
tenths=0
while [ -n "$groups" ] && [ $tenths -lt ${GRACE_TENTHS} ]; do
  sleep 0.1
  tenths=$((tenths + 1))
  kept=''
  for g in $groups; do kill -s 0 -- "-$g" 2>/dev/null && kept="$kept $g"; done
  groups=$kept
done
for g in $groups; do kill -s KILL -- "-$g" 2>/dev/null; done
`;

export interface Keeper {
  readonly pid: number;
  /** Resolves once the keeper will see the group: from then on the group ends when this process does. */
  add(group: number): Promise<void>;
  /** Takes a group that has ended off the list, before its number is used again. */
  drop(group: number): void;
  /** Ends every group still on the list, then the keeper. */
  close(): Promise<void>;
}

export const startKeeper = async (): Promise<Keeper> => {
  const keeper = spawn('sh', ['-c', SCRIPT, 'carnival-keeper'], {
    // In a folder that nobody wants to remove, and out of reach of the terminal's Ctrl-C.
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await once(keeper, 'spawn');
  const pid = keeper.pid!;
  const pipe = keeper.stdin as Socket;
  let broken: Error | null = null;
  pipe.on('error', (error) => {
    broken = error;
  });
  keeper.unref();
  pipe.unref();

  const tell = (line: string): Promise<void> =>
    new Promise((resolve, reject) => {
      pipe.write(line, (error) => {
        const cause = error ?? broken;
        if (!cause) return resolve();
        reject(
          new CarnivalError(
            `the keeper (process ${pid}), which ends children when this command dies, is gone`,
            { cause },
          ),
        );
      });
    });

  return {
    pid,
    add: (group) => tell(`add ${group}\n`),
    drop: (group) => {
      // A keeper that is gone ends nothing, so its list no longer matters.
      if (pipe.writable) pipe.write(`drop ${group}\n`);
    },
    close: () => end(keeper, pipe),
  };
};

const end = async (keeper: ChildProcess, pipe: Socket): Promise<void> => {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  keeper.ref();
  const exited = once(keeper, 'exit');
  pipe.end();
  await exited;
};
