import { expect, test } from 'vitest';
import { readJourneys, readReport, readTests } from './read-report.mjs';

test('a file that could not be collected counts as one failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', name: 'broken.test.ts', message: 'Cannot find module', assertionResults: [] },
      {
        status: 'failed',
        assertionResults: [
          { status: 'failed', fullName: 'adds up', failureMessages: ['\u001b[31mexpected 3 to be 4\u001b[39m'] },
          { status: 'passed', fullName: 'takes away', failureMessages: [] },
        ],
      },
    ],
  };
  expect(readTests(report)).toEqual({
    passed: 3,
    failed: 2,
    failures: [
      { test: 'broken.test.ts', message: 'Cannot find module' },
      { test: 'adds up', message: 'expected 3 to be 4' },
    ],
  });
});

test.each([
  [{ expected: 5, unexpected: 0, flaky: 0 }, [], { passed: 5, failed: 0 }],
  [{ expected: 4, unexpected: 1, flaky: 0 }, [], { passed: 4, failed: 1 }],
  [{ expected: 4, unexpected: 0, flaky: 1 }, [], { passed: 4, failed: 1 }],
  [{ expected: 0, unexpected: 0, flaky: 0 }, [{}], { passed: 0, failed: 1 }],
])('journeys %j with errors %j', (stats, errors, counts) => {
  expect(readJourneys({ stats, errors })).toMatchObject(counts);
});

test('a journey that failed is named with its reason and its place, however deep its suite', () => {
  const result = { errors: [{ message: 'Timed out', location: { file: 'pay.spec.ts', line: 7 } }] };
  const spec = { title: 'pays', ok: false, tests: [{ results: [result] }] };
  const suites = [{ specs: [{ title: 'signs in', ok: true, tests: [] }], suites: [{ specs: [spec] }] }];
  expect(readJourneys({ stats: { expected: 1, unexpected: 1, flaky: 0 }, suites }).failures).toEqual([
    { test: 'pays', message: 'Timed out\nat pay.spec.ts:7' },
  ]);
});

test('a runner that wrote no report counts as one failure', () => {
  expect(readReport('/nowhere/report.json')).toMatchObject({ passed: 0, failed: 1 });
});
