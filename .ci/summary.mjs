/** The last lines of `.ci/run`, from vitest's own report. Ends with 1 when nothing passed or anything failed. */
import { existsSync, readFileSync } from 'node:fs';

const REPORT = '.cache/test-report.json';
/** Written by `scripts/workshop/testing/retries.ts`. */
const RETRIES = '.cache/test-retries.txt';

const report = JSON.parse(readFileSync(REPORT, 'utf8'));
const retries = existsSync(RETRIES) ? readFileSync(RETRIES, 'utf8').trimEnd().split('\n') : [];

const isIntegration = ({ name }) => name.endsWith('.integration.test.ts');
const secondsOf = (files) =>
  files.length === 0
    ? 0
    : (Math.max(...files.map(({ endTime }) => endTime)) -
        Math.min(...files.map(({ startTime }) => startTime))) /
      1000;
const parts = [
  ['unit', report.testResults.filter((file) => !isIntegration(file))],
  ['integration', report.testResults.filter(isIntegration)],
];
const said = parts.map(([part, files]) => `${part} ${secondsOf(files).toFixed(0)} s (${files.length} files)`);
console.log(`tests: ${said.join(', ')}`);

for (const retry of retries) console.log(`retried: ${retry}`);
console.log(`retried: ${retries.length} in all`);

// A file that cannot be loaded has no tests that could fail.
const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0);
const skipped = report.numPendingTests + report.numTodoTests;
if (report.numPassedTests === 0 || failed > 0) process.exitCode = 1;
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
