import { defineConfig } from 'vitest/config';

const SECOND_MS = 1000;
const TESTING = 'scripts/workshop/testing';

export default defineConfig({
  test: {
    // .ci/run reads the second for its last lines.
    reporters: ['default', ['json', { outputFile: '.cache/test-report.json' }]],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{scenarios,mock-services,scripts,dashboards}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          setupFiles: ['no-processes', 'folders', 'properties'].map((name) => `${TESTING}/setup-${name}.ts`),
          // Files share a process, and load fastify, lmdb and the like once instead of a hundred times: half of the CPU. A file must
          // leave no timers faked and no globals changed.
          isolate: false,
          // The longest takes 10 s alone, and longer on a busy machine.
          testTimeout: 180 * SECOND_MS,
          hookTimeout: 180 * SECOND_MS,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{scenarios,mock-services,scripts}/**/*.integration.test.ts'],
          setupFiles: [`${TESTING}/setup-folders.ts`],
          globalSetup: [`${TESTING}/setup-tools.ts`],
          // Real processes share two cores: one file at a time, so that one test's load is not another's noise.
          fileParallelism: false,
          // Of tests that are marked `concurrent`: rehearsals that mostly wait.
          maxConcurrency: 3,
          sequence: { groupOrder: 1 },
          // The longest rehearsal takes 50 s, and is tried twice when the generator was late.
          testTimeout: 300 * SECOND_MS,
          hookTimeout: 300 * SECOND_MS,
        },
      },
    ],
  },
});
