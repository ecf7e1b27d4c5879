/** Finds the syncs in the controller's log: which autoscaler, when it decided, and how it ended. */
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SyncSeen {
  readonly namespace: string;
  /** When it decided, milliseconds of the machine's clock. */
  readonly atMs: number;
  /** From then to the end of its write; 0 if it wrote nothing. */
  readonly writeMs: number;
}

interface Line {
  readonly ts: number;
  readonly msg: string;
  readonly err?: string;
  readonly scaleTarget?: string;
  readonly HPA?: { readonly namespace: string };
}

const POLL_MS = 20;

/** Each sync ends with one of three lines. The line before it, if there is one, has the moment of the decision. */
export function syncReader(): (line: string) => SyncSeen | null {
  const decided = new Map<string, number>();
  return (text) => {
    if (!text.startsWith('{')) return null;
    const { ts, msg, err = '', scaleTarget = '', HPA } = JSON.parse(text) as Line;
    const ended = (namespace: string, hasWritten = false): SyncSeen => {
      const atMs = decided.get(namespace) ?? ts;
      decided.delete(namespace);
      return { namespace, atMs, writeMs: hasWritten ? ts - atMs : 0 };
    };
    const [, targeted = ''] = scaleTarget.split('/');
    if (msg === 'Proposing desired replicas') decided.set(targeted, ts);
    if (msg === 'Decided not to scale') return ended(targeted);
    if (msg === 'Successfully rescaled') return ended(HPA!.namespace, true);
    const [, failed] = /^failed to compute desired number of replicas .* for \w+\/([^/]+)\//.exec(err) ?? [];
    return failed === undefined ? null : ended(failed);
  };
}

/** Follows a file that grows, line by line, until `ended` says so. */
export async function follow(
  file: string,
  onLine: (line: string) => void,
  ended: () => boolean,
): Promise<void> {
  const handle = await open(file, 'r');
  const buffer = Buffer.alloc(1 << 16);
  let rest = '';
  try {
    while (!ended()) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) await sleep(POLL_MS);
      const lines = (rest + buffer.toString('utf8', 0, bytesRead)).split('\n');
      rest = lines.pop()!;
      for (const line of lines) onLine(line);
    }
  } finally {
    await handle.close();
  }
}
