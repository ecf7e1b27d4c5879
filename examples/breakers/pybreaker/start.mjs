/** A service in Python with pybreaker, from PyPI. What it understands: ../start-service.mjs. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runToEnd } from '../../processes.mjs';
import { startService } from '../start-service.mjs';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const requirements = file('server/requirements.txt');
const python = (installed) => join(installed, 'venv', 'bin', 'python');

await startService({
  name: 'pybreaker',
  wrongs: ['opens-too-late', 'never-closes'],
  sources: [requirements],
  async build(folder) {
    const options = { stdio: ['ignore', 2, 2], cwd: folder };
    await runToEnd(['python3', '-m', 'venv', 'venv'], options);
    // As a module: pip's own script names the folder that it was made in, and that one is renamed.
    const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '-r', requirements];
    await runToEnd([python(folder), ...install], options);
  },
  serve: (built, port, bank) => [python(built), '-B', file('server/serve.py'), String(port), bank],
});
