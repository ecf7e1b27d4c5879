/** The memory of every process of a run, by name: a region that a drill has killed is one process with several lives. */
import { memoryGrowth, type ProcessMemory } from '../evidence/memory-growth.ts';
import type { Child } from '../machine/processes/child.ts';
import type { MemoryPoint, Use } from '../machine/processes/use.ts';

const MS_PER_SECOND = 1000;

/** @param processes in the order in which they were started. Those whose memory could not be read are left out */
export function memorySeen(
  processes: readonly Pick<Child, 'name' | 'pid'>[],
  memory: Use['memory'],
): readonly ProcessMemory[] {
  const livesByName = new Map<string, (readonly MemoryPoint[])[]>();
  for (const { name, pid } of processes) {
    const life = memory.get(pid);
    if (life !== undefined) livesByName.set(name, [...(livesByName.get(name) ?? []), life]);
  }
  return [...livesByName].map(([process, lives]) => {
    const longest = lives.reduce((one, other) => (lengthMs(other) > lengthMs(one) ? other : one));
    return {
      process,
      lives: lives.length,
      lifeSeconds: lengthMs(longest) / MS_PER_SECOND,
      firstBytes: longest[0]!.bytes,
      lastBytes: longest.at(-1)!.bytes,
      growth: memoryGrowth(longest),
    };
  });
}

const lengthMs = (life: readonly MemoryPoint[]): number => life.at(-1)!.atMs - life[0]!.atMs;
