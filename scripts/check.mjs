// `npm run check`: every check in the order of its price; the last line sums the test runners' own reports.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';

const bin = (name) => path.join(root, 'node_modules/.bin', name);
const turbo = (task) => [bin('turbo'), ['run', task, '--env-mode=loose', '--output-logs=errors-only']];

/** Tests of one vitest JSON report. A file that could not be collected counts as one failure. */
export function countTests(report) {
  const brokenFiles = report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles };
}

/** Runs all checks; returns the exit status. */
export async function check() {
  const reports = mkdtempSync(path.join(os.tmpdir(), 'modelmint-check-'));
  const unit = path.join(reports, 'unit.json');
  const steps = [
    { name: 'typecheck', command: turbo('typecheck') },
    { name: 'lint', command: [bin('biome'), ['check', '--error-on-warnings', '.']] },
    { name: 'floating promises', command: [bin('oxlint'), ['--type-aware', '-c', 'oxlint.json', 'packages']] },
    { name: 'check-imports', command: [process.execPath, ['scripts/check-imports.mjs']] },
    { name: 'lock', command: [process.execPath, ['scripts/complete-lock.mjs', '--check']] },
    {
      name: 'unit',
      report: unit,
      command: [
        bin('vitest'),
        ['run', '--project', 'unit', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`],
      ],
    },
  ];
  let passed = 0;
  let failed = 0;
  for (const { name, command, report } of steps) {
    const start = performance.now();
    const { status } = spawnSync(command[0], command[1], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    });
    process.stdout.write(
      `${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`,
    );
    if (report) {
      const counts = readReport(report);
      passed += counts.passed;
      failed += counts.failed + (status !== 0 && counts.failed === 0 ? 1 : 0);
      if (counts.passed === 0) failed += 1;
    } else if (status === 0) passed += 1;
    else failed += 1;
  }
  rmSync(reports, { recursive: true, force: true });
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

function readReport(file) {
  try {
    return countTests(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 1 }; // the runner died before it could report
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await check();
