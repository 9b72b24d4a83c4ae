// `npm run check`: every check in the order of its price; the last line sums the test runners' own reports.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';
import { readReport } from './read-report.mjs';

const bin = (name) => path.join(root, 'node_modules/.bin', name);
const turbo = (task) => [bin('turbo'), ['run', task, '--env-mode=loose', '--output-logs=errors-only']];

/** Runs all checks; returns the exit status. */
export async function check() {
  const reports = mkdtempSync(path.join(os.tmpdir(), 'modelmint-check-'));
  // What tests leave behind goes with it. PostgreSQL may run as another user, who must be able to pass.
  const temporary = path.join(reports, 'tmp');
  mkdirSync(temporary);
  for (const folder of [reports, temporary]) chmodSync(folder, 0o711);
  const vitest = (name, project = name) => {
    const report = path.join(reports, `${name}.json`);
    const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return { name, report, command: [bin('vitest'), ['run', '--project', project, ...flags]] };
  };
  const steps = [
    { name: 'typecheck', command: turbo('typecheck') },
    { name: 'lint', command: [bin('biome'), ['check', '--error-on-warnings', '.']] },
    { name: 'floating promises', command: [bin('oxlint'), ['--type-aware', '-c', 'oxlint.json', 'packages', 'apps']] },
    { name: 'check-imports', command: [process.execPath, ['scripts/check-imports.mjs']] },
    { name: 'lock', command: [process.execPath, ['scripts/complete-lock.mjs', '--check']] },
    vitest('unit', 'unit*'),
    vitest('integration'),
    // As everybody builds who starts it: then nobody after this builds again.
    { name: 'build', command: turbo('build'), env: { NODE_ENV: 'production' } },
    playwright(reports),
    vitest('acceptance'),
  ];
  const redis = await watchRedis(process.env.REDIS_URL);
  let passed = 0;
  let failed = 0;
  const failures = [];
  for (const step of steps) {
    const counts = runStep({ ...step, env: { TMPDIR: temporary, ...step.env } });
    passed += counts.passed;
    failed += counts.failed;
    failures.push(...counts.failures.map((failure) => ({ step: step.name, ...failure })));
  }
  rmSync(reports, { recursive: true, force: true });
  if (!(await redis())) failed += 1;
  // Once more at the end: what went wrong is far up in the output of a whole run.
  for (const { step, test, message } of failures)
    process.stdout.write(`\nFAILED ${step}: ${test}\n${message.replaceAll(/^/gm, '    ')}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/** A step without a report of its own counts as one test; a runner that fails without a failed test, as one failure. */
function runStep({ name, command, report, env }) {
  const start = performance.now();
  const { status } = spawnSync(command[0], command[1], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NEXT_TELEMETRY_DISABLED: '1', ...env },
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
  const ended = { test: name, message: `ended with status ${status}` };
  if (!report)
    return status === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [ended] };
  const counts = readReport(report);
  const isSilent = counts.failed === 0 && (status !== 0 || counts.passed === 0);
  return isSilent ? { ...counts, failed: 1, failures: [ended] } : counts;
}

/** With REDIS_URL: the result says whether that Redis was really used, and prints its version and what it did. */
async function watchRedis(url) {
  if (!url) return async () => true;
  const { readRedis } = await import('./services/read-redis.mjs');
  const before = await readRedis(url);
  return async () => {
    const { version, commands } = await readRedis(url);
    const used = commands - before.commands;
    process.stdout.write(`Redis ${version}: ${used} commands processed\n`);
    // Our own look takes a few; a suite that uses it takes thousands.
    return used > 100;
  };
}

function playwright(reports) {
  const report = path.join(reports, 'e2e.json');
  const flags = ['--config', 'apps/web/playwright.config.ts', '--reporter=list,json'];
  return {
    name: 'e2e',
    report,
    command: [bin('playwright'), ['test', ...flags]],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await check();
