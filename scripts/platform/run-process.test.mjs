import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { waitFor } from '../demo/wait-for.mjs';
import { runProcess } from './run-process.mjs';

const folder = () => mkdtempSync(path.join(os.tmpdir(), 'modelmint-run-'));
const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const hasLogged = (log, text) => existsSync(log) && readFileSync(log, 'utf8').includes(text);

function write(home, text) {
  const program = path.join(home, 'program.mjs');
  writeFileSync(program, text);
  return program;
}

test('a program that dies is started again, with the end of its output in the log', async () => {
  const home = folder();
  const lines = [];
  const program = write(home, `console.error('the reason'); setInterval(() => {}, 1000);`);
  const running = runProcess({
    name: 'part',
    program,
    cwd: home,
    env: process.env,
    logFolder: home,
    log: (line) => lines.push(line),
  });
  const first = running.pid();
  await waitFor('output', async () => (hasLogged(path.join(home, 'part.log'), 'the reason') ? true : undefined));
  process.kill(first, 'SIGKILL');
  const second = await waitFor('the second start', async () => (running.pid() !== first ? running.pid() : undefined));
  expect(lines[0]).toMatch(/part ended \(SIGKILL\).*starting it again[\s\S]*the reason/);
  await running.stop();
  expect(isAlive(second)).toBe(false);
});

test('stop ends also a program that ignores SIGTERM', async () => {
  const home = folder();
  const program = write(home, `process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000);`);
  const running = runProcess({ name: 'deaf', program, cwd: home, env: process.env, logFolder: home, log: () => {} });
  await waitFor('output', async () => (hasLogged(path.join(home, 'deaf.log'), 'up') ? true : undefined));
  const pid = running.pid();
  await running.stop(200);
  expect(isAlive(pid)).toBe(false);
});

test('when the launcher is killed, what it started ends', async () => {
  const home = folder();
  const program = write(home, `setInterval(() => {}, 1000);`);
  const runner = pathToFileURL(path.join(import.meta.dirname, 'run-process.mjs')).href;
  const launcher = write(
    folder(),
    `import { runProcess } from ${JSON.stringify(runner)};
     const running = runProcess({ name: 'orphan', program: ${JSON.stringify(program)}, cwd: '/', env: process.env, logFolder: ${JSON.stringify(home)}, log: () => {} });
     process.stdout.write(String(running.pid()));
     setInterval(() => {}, 1000);`,
  );
  const parent = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = await once(parent.stdout, 'data');
  const pid = Number(text);
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await waitFor('the end of the orphan', async () => (isAlive(pid) ? undefined : true), { ms: 12_000 });
}, 20_000);

test('a log that has grown too large is put aside at the next start', async () => {
  const home = folder();
  const log = path.join(home, 'part.log');
  writeFileSync(log, '');
  truncateSync(log, 50_000_001);
  const program = write(home, `console.log('fresh'); setInterval(() => {}, 1000);`);
  const running = runProcess({ name: 'part', program, cwd: home, env: process.env, logFolder: home, log: () => {} });
  await waitFor('output', async () => (hasLogged(log, 'fresh') ? true : undefined));
  await running.stop();
  expect(statSync(`${log}.1`).size).toBe(50_000_001);
  expect(statSync(log).size).toBeLessThan(1_000);
});
