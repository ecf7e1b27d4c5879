/** django-oscar with oscarapi from PyPI, on SQLite. What it understands: ../start-shop.mjs. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startShop } from '../start-shop.mjs';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const python = (installed) => join(installed, 'venv', 'bin', 'python');
const QUIET = ['-W', 'ignore'];

await startShop({
  name: 'oscar',
  wrongs: ['takes-invalid-coupons', 'loses-an-order'],
  lock: [file('server/requirements.txt')],
  seedFiles: [file('server/seed.py'), file('server/settings.py'), file('accounts.csv')],
  install: (folder) => [
    ['python3', '-m', 'venv', 'venv'],
    // As a module: pip's own script names the folder that it was made in, and that one is renamed.
    [python(folder), '-m', 'pip', 'install', '--quiet', '--no-input', '-r', 'requirements.txt'],
  ],
  seed: (installed) => [python(installed), ...QUIET, file('server/seed.py'), file('accounts.csv')],
  serve: (installed, port) => [python(installed), ...QUIET, file('server/serve.py'), String(port)],
  orders: (installed) => [python(installed), file('server/orders.py')],
  env: () => ({ DJANGO_SETTINGS_MODULE: 'settings', PYTHONDONTWRITEBYTECODE: '1' }),
});
