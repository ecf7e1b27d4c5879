/** What the processes of a run used of the machine, slice by slice, by what they are to it. Pure. */
import { ROLES, type Role, type RoleUse, type Timeline } from '../evidence/timeline.ts';
import type { MemoryPoint, Use } from '../machine/processes/use.ts';

/** What was watched while the load ran. */
export interface WatchedUse {
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  readonly used: Pick<Use, 'cpu' | 'memory' | 'cores'>;
}

const MS_PER_SECOND = 1000;
/** A slice of which less was seen says nothing. */
const SEEN_SHARE_MIN = 0.5;
/** Enough for a picture. */
const DIGITS = 4;

/** Only of roles that a process had. */
export function useOverTime(
  { processes, used }: WatchedUse,
  zeroAtMs: number,
  { slices, sliceSeconds }: Pick<Timeline, 'slices' | 'sliceSeconds'>,
): readonly RoleUse[] {
  const sliceMs = sliceSeconds * MS_PER_SECOND;
  const over = (figureOf: (fromMs: number, toMs: number) => number | null): readonly (number | null)[] =>
    Array.from({ length: slices }, (_, i) => {
      const figure = figureOf(zeroAtMs + i * sliceMs, zeroAtMs + (i + 1) * sliceMs);
      return figure === null ? null : Number(Math.max(0, figure).toPrecision(DIGITS));
    });
  return ROLES.flatMap((role): RoleUse[] => {
    const pids = processes.filter(({ name }) => roleOf(name) === role).map(({ pid }) => pid);
    if (!pids.some((pid) => used.memory.has(pid) || used.cpu.byProcess.has(pid))) return [];
    return [
      {
        role,
        cpuShare: over((fromMs, toMs) => sumOf(pids.map((pid) => cpuShareIn(used, pid, fromMs, toMs)))),
        memoryBytes: over((fromMs, toMs) =>
          sumOf(pids.map((pid) => bytesAt(used.memory.get(pid) ?? [], fromMs, toMs))),
        ),
      },
    ];
  });
}

/** By the names under which a run starts its children. */
function roleOf(name: string): Role {
  if (name === 'k6') return 'generator';
  if (name.startsWith('shop ')) return 'shop';
  if (name === 'Prometheus') return 'prometheus';
  return name === 'carnival' ? 'command' : 'others';
}

function cpuShareIn({ cpu, cores }: WatchedUse['used'], pid: number, fromMs: number, toMs: number) {
  const seen = cpu.byProcess.get(pid)?.between(fromMs, toMs) ?? null;
  const seconds = (toMs - fromMs) / MS_PER_SECOND;
  return seen === null || seen.wallSeconds < SEEN_SHARE_MIN * seconds
    ? null
    : seen.cpuSeconds / (seen.wallSeconds * cores);
}

/** The last that was read before the slice ended. Null where the process did not live in it. */
function bytesAt(points: readonly MemoryPoint[], fromMs: number, toMs: number): number | null {
  const last = points.at(-1);
  if (last === undefined || last.atMs < fromMs) return null;
  return points.findLast(({ atMs }) => atMs <= toMs)?.bytes ?? null;
}

function sumOf(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length === 0 ? null : known.reduce((sum, figure) => sum + figure, 0);
}
