/** Before the integration tests: k6 and Prometheus are there, or are built once, with progress. */
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { forgetRetries } from './retries.ts';

export default async function setup(): Promise<void> {
  forgetRetries();
  await ensureTools({ progress: (line) => console.error(line) });
}
