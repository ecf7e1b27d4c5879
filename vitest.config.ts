import { defineConfig } from 'vitest/config';

const SECOND_MS = 1000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{scenarios,mock-services,scripts}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          testTimeout: 60 * SECOND_MS,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{scenarios,mock-services,scripts}/**/*.integration.test.ts'],
          // Real processes share two cores: one file at a time, so that one test's load is not another's noise.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 240 * SECOND_MS,
          hookTimeout: 900 * SECOND_MS,
        },
      },
    ],
  },
});
