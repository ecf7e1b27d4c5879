/** `ensureTools` in a process of its own, for tests that need two at once or one to kill. Argument: the project's root. */
import { ensureTools } from '../../../machine/toolchain/toolchain.ts';

const [root = ''] = process.argv.slice(2);
const tools = await ensureTools({ root, progress: (line) => console.log(line) });
console.log(`done ${tools.k6.from}`);
