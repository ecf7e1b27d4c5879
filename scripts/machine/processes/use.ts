/** CPU and memory of processes, read from /proc on Linux. Without /proc every figure is null. */
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { CpuSeries } from './cpu-series.ts';
import { thinned } from './thinned.ts';

/** Clock ticks a second in /proc/<pid>/stat: USER_HZ, 100 on every Linux ABI that Node supports. @see proc_pid_stat(5) */
const TICKS_PER_SECOND = 100;
const BYTES_PER_KB = 1024;

export interface Usage {
  /** User and system time of the process itself since it began. */
  readonly cpuSeconds: number | null;
  /** Peak resident set size. */
  readonly rssBytesMax: number | null;
  /** Proportional set size now: a shared page counts once, divided among the processes that share it. */
  readonly pssBytes: number | null;
  /** Resident memory of its own now. Files that it maps are left out: the kernel takes their pages back when it needs them. */
  readonly ownBytes: number | null;
}

export const readUsage = async (pid: number): Promise<Usage> => {
  const [stat, status, smaps] = await Promise.all([
    readProc(pid, 'stat'),
    readProc(pid, 'status'),
    readProc(pid, 'smaps_rollup'),
  ]);
  return {
    cpuSeconds: parseCpuSeconds(stat),
    rssBytesMax: parseBytes(status, 'VmHWM'),
    pssBytes: parseBytes(smaps, 'Pss'),
    ownBytes: parseBytes(status, 'RssAnon'),
  };
};

/** ENOENT: not Linux, or the process has ended. ESRCH: it ended while being read. EACCES: it belongs to another user. */
const UNREADABLE = new Set(['ENOENT', 'ESRCH', 'EACCES']);

const readProc = async (pid: number, file: string): Promise<string | null> => {
  try {
    return await readFile(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (UNREADABLE.has((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
};

/** Fields 14 and 15. Counted after the last parenthesis: field 2, the command's name, may hold spaces and parentheses itself. */
export const parseCpuSeconds = (stat: string | null): number | null => {
  if (!stat) return null;
  const fieldsFromThird = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fieldsFromThird[14 - 3]) + Number(fieldsFromThird[15 - 3]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : null;
};

/** Of a line `Name:   123 kB`. A process that has ended but is not yet reaped has no such line. */
export const parseBytes = (text: string | null, name: string): number | null => {
  const found = text?.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm'));
  return found ? Number(found[1]) * BYTES_PER_KB : null;
};

export interface ProcessUse {
  readonly cpuSeconds: number | null;
  readonly rssBytesMax: number | null;
}
export interface Use {
  /** By process id. Processes that have ended keep their last values. */
  readonly processes: ReadonlyMap<number, ProcessUse>;
  /** Highest sum of one sample. */
  readonly allPssBytesMax: number | null;
  /** Since the watch began. */
  readonly allCpuSeconds: number | null;
  /** CPU time over time, by the wall clock. */
  readonly cpu: CpuOverTime;
  /** `ownBytes` over time by process id, by the wall clock. A process that was never read has none. */
  readonly memory: ReadonlyMap<number, readonly MemoryPoint[]>;
  readonly cores: number;
  readonly wallSeconds: number;
}

export interface MemoryPoint {
  readonly atMs: number;
  readonly bytes: number;
}

export interface CpuOverTime {
  /** Everything that is watched. Empty without /proc. */
  readonly all: CpuSeries;
  readonly byProcess: ReadonlyMap<number, CpuSeries>;
  /** Every program on this machine. Empty where this process may not use all of the machine's cores. */
  readonly machine: CpuSeries;
}

/** CPU time of the whole machine since it began. Null where the cores it counts are not the ones that this process may use. */
export function machineCpuSeconds(): number | null {
  const cores = cpus();
  if (cores.length !== availableParallelism()) return null;
  return cores.reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
}

/** Adds up samples. Pure. One sample is the usage of every watched process at one time. */
export const sumUse = () => {
  const processes = new Map<number, ProcessUse>();
  const cpuSecondsBefore = new Map<number, number>();
  let allPssBytesMax: number | null = null;
  let first = true;
  return {
    add: (sample: ReadonlyMap<number, Usage>): void => {
      let pssBytes: number | null = null;
      for (const [pid, usage] of sample) {
        const seen = processes.get(pid);
        processes.set(pid, {
          cpuSeconds: max(seen?.cpuSeconds ?? null, usage.cpuSeconds),
          rssBytesMax: max(seen?.rssBytesMax ?? null, usage.rssBytesMax),
        });
        // CPU time from before the watch is not the run's. Processes that start later have none.
        if (first) cpuSecondsBefore.set(pid, usage.cpuSeconds ?? 0);
        if (usage.pssBytes !== null) pssBytes = (pssBytes ?? 0) + usage.pssBytes;
      }
      allPssBytesMax = max(allPssBytesMax, pssBytes);
      first = false;
    },
    processes,
    allPssBytesMax: () => allPssBytesMax,
    allCpuSeconds: (): number | null => {
      let sum: number | null = null;
      for (const [pid, { cpuSeconds }] of processes) {
        if (cpuSeconds !== null) sum = (sum ?? 0) + cpuSeconds - (cpuSecondsBefore.get(pid) ?? 0);
      }
      return sum;
    },
  };
};

const max = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

const note = (series: CpuSeries, atMs: number, cpuSeconds: number | null): void => {
  if (cpuSeconds !== null) series.add(atMs, cpuSeconds);
};

export interface UseWatch {
  /** Takes a last sample and ends the watch. Call it before a child is stopped, or its last seconds are lost. */
  stop(): Promise<Use>;
}

/** Those that a process has started itself, such as the replicas of a balancer. None where the kernel does not tell. */
async function startedBy(pid: number): Promise<readonly number[]> {
  const listed = await readProc(pid, `task/${pid}/children`);
  return (listed ?? '').split(' ').filter(Boolean).map(Number);
}

/**
 * Samples all children, what they have started, and this process at an interval. It reads `children` each time, so it also sees
 * children that start later.
 * What a child uses after its last sample is not counted: at most one interval.
 */
export const watchUse = async (
  children: Iterable<{ readonly pid: number }>,
  intervalMs: number,
): Promise<UseWatch> => {
  const startedMs = performance.now();
  const sum = sumUse();
  const cpu = { all: new CpuSeries(), byProcess: new Map<number, CpuSeries>(), machine: new CpuSeries() };
  const memory = new Map<number, MemoryPoint[]>();
  const sample = async (): Promise<void> => {
    const listed = [...children].map(({ pid }) => pid);
    const pids = new Set([process.pid, ...listed, ...(await Promise.all(listed.map(startedBy))).flat()]);
    const usages = await Promise.all([...pids].map(async (pid) => [pid, await readUsage(pid)] as const));
    sum.add(new Map(usages));
    const atMs = Date.now();
    note(cpu.all, atMs, sum.allCpuSeconds());
    note(cpu.machine, atMs, machineCpuSeconds());
    for (const [pid, { cpuSeconds, ownBytes }] of usages) {
      if (ownBytes !== null)
        memory.set(pid, thinned([...(memory.get(pid) ?? []), { atMs, bytes: ownBytes }]));
      if (!cpu.byProcess.has(pid)) cpu.byProcess.set(pid, new CpuSeries());
      note(cpu.byProcess.get(pid)!, atMs, cpuSeconds);
    }
  };
  await sample();
  let sampling: Promise<void> = Promise.resolve();
  let failure: unknown = null;
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    sampling = sample()
      .catch((error: unknown) => {
        failure = error;
      })
      .finally(() => {
        busy = false;
      });
  }, intervalMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await sampling;
      if (failure) throw failure;
      await sample();
      return {
        processes: sum.processes,
        allPssBytesMax: sum.allPssBytesMax(),
        allCpuSeconds: sum.allCpuSeconds(),
        cpu,
        memory,
        cores: availableParallelism(),
        wallSeconds: (performance.now() - startedMs) / 1000,
      };
    },
  };
};
