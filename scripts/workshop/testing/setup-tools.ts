/** Before the integration tests: finds k6 and Prometheus, or builds them once and shows progress. */
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { forgetRetries } from './retries.ts';

export default async function setup(): Promise<void> {
  forgetRetries();
  await ensureTools({ progress: (line) => console.error(line) });
}
