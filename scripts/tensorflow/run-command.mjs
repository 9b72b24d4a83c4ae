import { spawn } from 'node:child_process';

const tailSize = 4_000;

/**
 * Runs a program without a shell. Resolves with its output; rejects, naming the program and the end of what it said,
 * when it cannot be started, fails, or takes longer than `timeoutMs`. `onTick` is called once a second meanwhile.
 */
export function runCommand(program, args, { cwd, env = process.env, timeoutMs, onTick } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let tail = '';
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const tick = onTick && setInterval(onTick, 1_000);
    child.stdout.on('data', (chunk) => {
      output += chunk;
      tail = (tail + chunk).slice(-tailSize);
    });
    child.stderr.on('data', (chunk) => {
      tail = (tail + chunk).slice(-tailSize);
    });
    const stop = () => {
      clearTimeout(late);
      clearInterval(tick);
    };
    child.on('error', (error) => {
      stop();
      reject(new Error(`${program} does not start: ${error.message}`));
    });
    child.on('close', (status, signal) => {
      stop();
      if (status === 0) return resolve(output);
      const how = isLate ? `took longer than ${timeoutMs / 1_000} s` : `ended with ${signal ?? status}`;
      reject(new Error(`${[program, ...args.slice(0, 2)].join(' ')} ${how}${said(tail)}`));
    });
  });
}

/** The last lines that say something; npm and pip put the reason there. */
function said(tail) {
  const lines = tail.split('\n').map((line) => line.trim());
  const telling = lines.filter((line) => line !== '' && !/complete log|notice|^at /i.test(line));
  const last = telling.slice(-3).join(' | ');
  return last === '' ? '' : `: ${last}`;
}
