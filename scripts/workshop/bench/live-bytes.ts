/** What k6 really needs: its heap once its garbage is collected. The resident set is up to five times that (decision 017). */
import { LOOPBACK } from '../../machine/processes/ports.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';

const ANSWER_MS_MAX = 10_000;
/** Go's profile of the heap in words, after a collection. @see https://pkg.go.dev/net/http/pprof */
const PATH = '/debug/pprof/heap?gc=1&debug=1';

/** Options of a k6 that can be asked at that port. */
export const askable = (port: number): readonly string[] => [
  '--profiling-enabled',
  '--address',
  `${LOOPBACK}:${port}`,
];

/** @throws CarnivalError when k6 does not say */
export async function liveBytesOf(port: number): Promise<number> {
  const answer = await fetch(`http://${LOOPBACK}:${port}${PATH}`, {
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  return liveBytes(await answer.text());
}

/** From the text of the profile: the line of Go's own count. */
export function liveBytes(text: string): number {
  const bytes = /^# HeapAlloc = (\d+)$/m.exec(text)?.[1];
  if (bytes === undefined) throw new CarnivalError("k6's profile has no line of HeapAlloc");
  return Number(bytes);
}
