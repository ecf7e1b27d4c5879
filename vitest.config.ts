import { defineConfig } from 'vitest/config';

const SECOND_MS = 1000;

export default defineConfig({
  test: {
    // .ci/run takes its closing line from the second.
    reporters: ['default', ['json', { outputFile: '.cache/test-report.json' }]],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{scenarios,mock-services,scripts}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          setupFiles: ['scripts/workshop/testing/seed-properties.ts'],
          // Files share a process, and load fastify, lmdb and the like once instead of a hundred times: half of the CPU. A file must
          // leave no timers faked and no globals changed.
          isolate: false,
          // The longest takes 10 s alone; a busy machine has its own pace.
          testTimeout: 180 * SECOND_MS,
          hookTimeout: 180 * SECOND_MS,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{scenarios,mock-services,scripts}/**/*.integration.test.ts'],
          // Builds k6 and Prometheus where they are not there yet.
          globalSetup: ['scripts/workshop/testing/ensure-tools.ts'],
          // Real processes share two cores: one file at a time, so that one test's load is not another's noise.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          // The longest rehearsal takes 70 s, and is tried four times while the generator is late.
          testTimeout: 600 * SECOND_MS,
          hookTimeout: 600 * SECOND_MS,
        },
      },
    ],
  },
});
