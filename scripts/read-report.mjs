// What the test runners wrote of their tests: how many passed, and of those that failed, which and why.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Long enough for what was expected and what came. */
const messageLines = 12;

/**
 * Reads a JSON report of vitest or of Playwright. A runner that died before it could report counts as one failure.
 *
 * @returns {{ passed: number, failed: number, failures: { test: string, message: string }[] }}
 */
export function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return report.suites ? readJourneys(report) : readTests(report);
  } catch {
    return {
      passed: 0,
      failed: 1,
      failures: [{ test: file, message: 'The runner ended before it wrote its report.' }],
    };
  }
}

/** Tests of one vitest report. A file that could not be collected counts as one failure. */
export function readTests({ numPassedTests, numFailedTests, testResults }) {
  const brokenFiles = testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0);
  const failures = [
    ...brokenFiles.map(({ name, message }) => failureOf(name, message)),
    ...testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => failureOf(fullName, failureMessages?.[0])),
  ];
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length, failures };
}

/** Tests of Playwright's report. What ended before its first test, such as a failed set-up, counts as one failure. */
export function readJourneys({ stats, suites = [], errors = [] }) {
  const failed = stats.unexpected + stats.flaky;
  const failures = suites
    .flatMap(specsOf)
    .filter(({ ok }) => !ok)
    .map(({ title, tests }) => {
      const error = tests.flatMap(({ results }) => results.flatMap((result) => result.errors ?? []))[0];
      return failureOf(title, error?.message, error?.location);
    });
  if (failed > 0 || errors.length === 0) return { passed: stats.expected, failed, failures };
  return { passed: stats.expected, failed: 1, failures: [failureOf('set-up', errors[0]?.message)] };
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

function failureOf(test, message, at) {
  const lines = stripVTControlCharacters(message ?? 'no message')
    .split('\n')
    .slice(0, messageLines);
  if (at) lines.push(`at ${at.file}:${at.line}`);
  return { test: test ?? 'unnamed', message: lines.join('\n') };
}
