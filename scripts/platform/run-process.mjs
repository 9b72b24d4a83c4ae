import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const preload = pathToFileURL(path.join(import.meta.dirname, 'end-with-parent.mjs')).href;
const restartMs = { first: 500, most: 15_000 };
/** A process that ran so long had a good start: its next end counts as the first. */
const settledMs = 60_000;
/** A log that has grown so large is put aside at the next start; one older one is kept. */
const logBytesMax = 50_000_000;

/**
 * Runs a Node.js program until stopped and starts it again when it ends by itself, unless `onEnd(tail)` answers true to
 * the end of its output. The output goes to a log file.
 * Returns `{ stop(ms) }`; after `stop` it is gone, at the latest by SIGKILL.
 */
export function runProcess({ name, program, execArgv = [], args = [], cwd, env, logFolder, log, onEnd = () => false }) {
  mkdirSync(logFolder, { recursive: true });
  const output = openLog(path.join(logFolder, `${name}.log`));
  let isStopping = false;
  let failures = 0;
  let child;
  let gone = Promise.resolve();

  const start = () => {
    const since = performance.now();
    child = spawn(process.execPath, ['--import', preload, ...execArgv, program, ...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const tail = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output.write(chunk);
        tail.push(...String(chunk).split('\n'));
        tail.splice(0, tail.length - 12);
      });
    }
    child.once('error', (error) => log(`${name}: ${error.message}`));
    gone = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
    gone.then(async ({ code, signal }) => {
      if (isStopping || onEnd(tail.join('\n'))) return;
      failures = performance.now() - since > settledMs ? 1 : failures + 1;
      const waitMs = Math.min(restartMs.most, restartMs.first * 2 ** (failures - 1));
      log(`${name} ended (${signal ?? `code ${code}`}); starting it again in ${waitMs} ms\n${tail.join('\n').trim()}`);
      await pause(waitMs, undefined, { ref: false });
      if (!isStopping) start();
    });
  };
  start();

  return {
    pid: () => child.pid,
    stop: async (ms = 9_000) => {
      isStopping = true;
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), ms);
      await gone;
      clearTimeout(killer);
      await new Promise((resolve) => output.end(resolve));
    },
  };
}

function openLog(file) {
  if (existsSync(file) && statSync(file).size > logBytesMax) renameSync(file, `${file}.1`);
  return createWriteStream(file, { flags: 'a' });
}
