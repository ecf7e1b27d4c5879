/** A service in Java with resilience4j's breaker, built by Maven. What it understands: ../start-service.mjs. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runToEnd } from '../../processes.mjs';
import { startService } from '../start-service.mjs';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const CLASSES = ['Bank', 'Pay', 'Settings', 'Web'];

await startService({
  name: 'resilience4j',
  wrongs: ['opens-too-late', 'floods-probes', 'never-closes'],
  sources: [file('pom.xml'), ...CLASSES.map((name) => file(`src/main/java/example/${name}.java`))],
  async build(folder) {
    await cp(file('pom.xml'), join(folder, 'pom.xml'));
    await cp(file('src'), join(folder, 'src'), { recursive: true });
    await runToEnd(['mvn', '--batch-mode', '--quiet', '-Dstyle.color=never', 'package'], {
      stdio: ['ignore', 2, 2],
      cwd: folder,
    });
  },
  serve: (built, port, bank) => [
    'java',
    '-Xmx128m',
    '-jar',
    join(built, 'target', 'pay.jar'),
    String(port),
    bank,
  ],
});
