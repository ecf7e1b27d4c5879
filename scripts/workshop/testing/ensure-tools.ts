/** Before the integration tests: k6 and Prometheus are there, or built once, with progress. */
import { ensureTools } from '../../machine/toolchain/toolchain.ts';

export default async function setup(): Promise<void> {
  await ensureTools({ progress: (line) => console.error(line) });
}
