import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findRedis } from './find-redis.mjs';
import { freePort } from './free-port.mjs';

const readyMsMax = 10_000;

/**
 * A Redis to work with: that of REDIS_URL, else one of our own with its data in `dataFolder`, which is adopted when a
 * killed launcher left it behind. Undefined where neither is to be had: the queue then lives in PostgreSQL.
 */
export async function startRedis({
  dataFolder,
  toolFolder = dataFolder,
  port = 41_190,
  log,
  redisUrl = process.env.REDIS_URL,
}) {
  if (redisUrl) return { url: redisUrl, adopted: true, stop: async () => {} };
  mkdirSync(dataFolder, { recursive: true });
  const mark = path.join(path.resolve(dataFolder), 'redis.json');
  const running = await adopt(mark);
  if (running) return running;
  const program = findRedis({ toolFolder: path.resolve(toolFolder), log });
  if (!program) return undefined;
  const own = await freePort({ from: port });
  const flags = ['--port', own, '--bind', '127.0.0.1', '--dir', path.resolve(dataFolder), '--appendonly', 'yes'];
  flags.push('--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction', '--save', '', '--daemonize', 'no');
  const child = spawn(program, flags.map(String), { stdio: 'ignore', detached: true });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  const stop = async () => {
    child.ref(); // else nothing keeps us alive until it has gone
    child.kill('SIGTERM');
    await ended;
    rmSync(mark, { force: true });
  };
  const since = performance.now();
  while (!(await answers(own))) {
    if (child.exitCode !== null || performance.now() - since > readyMsMax) {
      await stop();
      throw new Error(`${program} did not start on port ${own}`);
    }
    await pause(20);
  }
  writeFileSync(mark, JSON.stringify({ pid: child.pid, port: own }));
  child.unref();
  log(`Redis (${program}) on port ${own}`);
  return { url: `redis://127.0.0.1:${own}`, adopted: false, pid: child.pid, stop };
}

async function adopt(mark) {
  if (!existsSync(mark)) return undefined;
  const { pid, port } = JSON.parse(readFileSync(mark, 'utf8'));
  if (!(await answers(port))) return undefined;
  const stop = async () => {
    process.kill(pid, 'SIGTERM');
    while (await answers(port)) await pause(20);
    rmSync(mark, { force: true });
  };
  return { url: `redis://127.0.0.1:${port}`, adopted: true, pid, stop };
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const end = (ok) => {
      socket.destroy();
      resolve(ok);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('data', (data) => end(String(data).startsWith('+PONG')));
    socket.once('error', () => end(false));
  });
}
