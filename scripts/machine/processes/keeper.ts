/**
 * The keeper: a small shell process in a session of its own. It reads from a pipe which process groups there are. When Carnival
 * ends, even by kill -9, the pipe closes. Then the keeper ends every group still on its list, and itself.
 *
 * A keeper that is killed is replaced at once, and one that is stopped is woken: children never outlive the command because of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { settledWithin } from '../../mistakes/settled-within.ts';
import { signalGroup } from './signal-group.ts';

/** Time between SIGTERM and SIGKILL, in tenths of a second: Prometheus needs some to close its WAL. */
const GRACE_TENTHS = 50;
/** The keeper's own grace, and as much again for a busy machine. Whoever is left then is killed from here. */
const CLOSE_MS_MAX = 2 * GRACE_TENTHS * 100;
const WAKE_EVERY_MS = 1000;
/** Somebody who kills that many means it. */
const REPLACED_MAX = 20;

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
  /** Of the one that keeps now. */
  readonly pid: number;
  /**
   * Resolves once the keeper will see the group: from then on the group ends when this process does.
   * @throws CarnivalError once it is closing: nobody would end the group
   */
  add(group: number): Promise<void>;
  /** Takes a group that has ended off the list, before its number is used again. */
  drop(group: number): void;
  /** Ends every group still on the list, then the keeper. Takes ten seconds at most, whatever has become of the keeper. */
  close(): Promise<void>;
}

/** @param onLoss told when the keeper was killed; `replaced` is false if no other could be started */
export const startKeeper = async (
  onLoss: (reason: string, replaced: boolean) => void = () => undefined,
): Promise<Keeper> => {
  const groups = new Set<number>();
  let current = await spawnKeeper();
  let closing = false;
  let replaced = 0;
  /** Settles once a keeper has every group on its list. */
  let kept = Promise.resolve();

  const replace = async (): Promise<void> => {
    const { pid } = current;
    try {
      if (++replaced > REPLACED_MAX) throw new Error(`${REPLACED_MAX} were killed before it`);
      current = await spawnKeeper();
      watch();
      await Promise.all([...groups].map((group) => tell(current, `add ${group}\n`)));
      onLoss(`the keeper (process ${pid}) was killed; process ${current.pid} took its place`, true);
    } catch (cause) {
      const reason = `the keeper (process ${pid}), which ends children when this command dies, was killed`;
      onLoss(`${reason}, and no other could be started: ${(cause as Error).message}`, false);
      throw new CarnivalError(reason, { cause });
    }
  };
  const watch = (): void => {
    current.ended.then(() => {
      if (closing) return;
      kept = replace();
      // Whoever adds the next group is told.
      kept.catch(() => undefined);
    });
  };
  watch();
  const waking = setInterval(() => signalGroup(current.pid, 'SIGCONT'), WAKE_EVERY_MS);
  waking.unref();

  return {
    get pid() {
      return current.pid;
    },
    add: async (group) => {
      if (closing) throw new CarnivalError('nothing is started any more: the command is ending');
      groups.add(group);
      const asked = current;
      await tell(asked, `add ${group}\n`).catch(async () => {
        // It was killed: the next one takes the whole list over.
        await asked.ended;
        await kept;
      });
      await kept;
    },
    drop: (group) => {
      groups.delete(group);
      // A keeper that is gone ends nothing, so its list no longer matters.
      if (current.pipe.writable) current.pipe.write(`drop ${group}\n`);
    },
    close: async () => {
      closing = true;
      clearInterval(waking);
      await kept.catch(() => undefined);
      await end(current);
      // Nobody, unless the keeper was killed or did not come to it.
      for (const group of groups) signalGroup(group, 'SIGKILL');
    },
  };
};

interface OneKeeper {
  readonly pid: number;
  readonly pipe: Socket;
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
}

const spawnKeeper = async (): Promise<OneKeeper> => {
  const keeper = spawn('sh', ['-c', SCRIPT, 'carnival-keeper'], {
    // In a folder that nobody wants to remove, and out of reach of the terminal's Ctrl-C.
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    keeper.once('exit', () => resolve());
  });
  await once(keeper, 'spawn');
  const pipe = keeper.stdin as Socket;
  // Told to whoever writes.
  pipe.on('error', () => undefined);
  keeper.unref();
  pipe.unref();
  return { pid: keeper.pid!, pipe, process: keeper, ended };
};

const tell = ({ pipe }: OneKeeper, line: string): Promise<void> =>
  new Promise((resolve, reject) => {
    pipe.write(line, (error) => (error ? reject(error) : resolve()));
  });

const end = async ({ pid, pipe, process: keeper, ended }: OneKeeper): Promise<void> => {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  keeper.ref();
  pipe.end();
  signalGroup(pid, 'SIGCONT');
  await settledWithin(CLOSE_MS_MAX, ended, () => new Error('late')).catch(() => signalGroup(pid, 'SIGKILL'));
};
