import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { dropPrivileges } from './drop-privileges.mjs';
import { findPostgres } from './find-postgres.mjs';
import { freePort } from './free-port.mjs';

const user = 'postgres';
const readyMsMax = 30_000;
const stopMsMax = 15_000;

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  max_wal_size: '512MB',
  jit: 'off',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
};

/**
 * A PostgreSQL to work with: the server of DATABASE_URL, else one of our own under `dataFolder`, which survives a
 * kill -9 of its launcher and is then adopted. `settings` are added to ours. Returns the superuser's connection.
 */
export async function startPostgres({
  dataFolder,
  port = 41_090,
  log,
  databaseUrl = process.env.DATABASE_URL,
  ...more
}) {
  if (databaseUrl) return useGiven(databaseUrl);
  const folder = path.resolve(dataFolder);
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  const place = await choosePlace(folder, log);
  const password = readPassword(place);
  if (!fs.existsSync(path.join(place.cluster, 'PG_VERSION'))) makeCluster(place, password);
  const running = await adopt(place, password);
  if (running) {
    log(`PostgreSQL: adopted the one that already runs on port ${running.port}`);
    return running;
  }
  for (let tries = 1; ; tries++) {
    const started = await launch(place, { port: await freePort({ from: port }), password, more: more.settings });
    if (started.stop) {
      log(`PostgreSQL ${place.programs.major} (${place.programs.source}) on port ${started.port}`);
      return started;
    }
    // The port went to somebody else, or the children of a killed server have not all gone yet.
    if (tries === 5 || !/in use|could not bind/i.test(started.reason)) throw new Error(started.reason);
    await pause(500 * tries);
  }
}

async function useGiven(databaseUrl) {
  const url = new URL(databaseUrl);
  const connection = {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1) || 'postgres',
  };
  const refusal = await knock(connection);
  if (refusal) throw new Error(`the server of DATABASE_URL does not answer: ${refusal.message}`);
  return { ...connection, adopted: true, stop: async () => {} };
}

/** Where the cluster lies and as whom it runs. What uid 65534 cannot reach moves to /var/tmp, which survives a reboot. */
async function choosePlace(folder, log) {
  const moved = `/var/tmp/modelmint-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  const here = fs.existsSync(path.join(moved, 'cluster')) ? moved : folder;
  const cluster = path.join(here, 'cluster');
  const version = path.join(cluster, 'PG_VERSION');
  const major = fs.existsSync(version) ? Number(fs.readFileSync(version, 'utf8')) : undefined;
  const programs = await findPostgres({ major });
  const drop = dropPrivileges([programs.postgres, here]);
  if (drop) return { home: here, cluster, programs, drop };
  log(`PostgreSQL: no other user can reach ${folder}: its data and programs go to ${moved}`);
  fs.mkdirSync(moved, { recursive: true, mode: 0o755 });
  const owner = fs.lstatSync(moved);
  if (!owner.isDirectory() || owner.uid !== 0) throw new Error(`${moved} was made by another user: remove it`);
  const copy = path.join(moved, `native-${programs.major}`);
  fs.cpSync(path.resolve(programs.postgres, '../..'), copy, { recursive: true, verbatimSymlinks: true });
  fs.writeFileSync(path.join(folder, 'moved-to'), `${moved}\n`);
  const copied = { ...programs, initdb: path.join(copy, 'bin/initdb'), postgres: path.join(copy, 'bin/postgres') };
  const again = dropPrivileges([copied.postgres, moved]);
  if (!again) throw new Error('running as root, and no other user can reach a folder of ours: set DATABASE_URL');
  return { home: moved, cluster: path.join(moved, 'cluster'), programs: copied, drop: again };
}

function readPassword({ home, cluster }) {
  const file = path.join(home, 'superuser-password');
  if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) {
    fs.writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
  }
  return fs.readFileSync(file, 'utf8');
}

function makeCluster({ cluster, programs, drop }, password) {
  fs.rmSync(cluster, { recursive: true, force: true }); // what an interrupted initdb left
  fs.mkdirSync(cluster, { mode: 0o700 });
  const passwordFile = path.join(os.tmpdir(), `modelmint-${randomBytes(6).toString('hex')}`);
  fs.writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
  if (drop.ids) for (const file of [cluster, passwordFile]) fs.chownSync(file, drop.ids.uid, drop.ids.gid);
  const flags = ['-D', cluster, '-U', user, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'];
  const [program, args] = drop.wrap(programs.initdb, [...flags, '--encoding=UTF8', '--locale=C', '--no-sync']);
  const made = spawnSync(program, args, { ...drop.ids, env: ownEnvironment(), cwd: os.tmpdir(), encoding: 'utf8' });
  fs.rmSync(passwordFile, { force: true });
  if (made.status === 0) return;
  fs.rmSync(cluster, { recursive: true, force: true });
  throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
}

/** The server that already runs on this cluster; removes the mark of one that does not. */
async function adopt({ cluster }, password) {
  const mark = path.join(cluster, 'postmaster.pid');
  const since = performance.now();
  while (fs.existsSync(mark)) {
    const [pid, , , port] = fs.readFileSync(mark, 'utf8').split('\n').map(Number);
    if (!isPostgres(pid)) {
      fs.rmSync(mark, { force: true }); // its number may belong to another program now, which postgres would not notice
      return undefined;
    }
    const connection = connectionTo(port, password);
    if (!(await knock(connection))) return { ...connection, adopted: true, stop: () => stopServer(pid) };
    if (performance.now() - since > readyMsMax) throw new Error(`PostgreSQL (pid ${pid}) runs but does not answer`);
    await pause(100);
  }
  return undefined;
}

function isPostgres(pid) {
  if (!(pid > 0) || !isAlive(pid)) return false;
  const commandLine =
    process.platform === 'linux'
      ? fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return /^(\S*\/)?(postgres|postmaster)\b/.test(commandLine);
}

async function launch({ home, cluster, programs, drop }, { port, password, more = {} }) {
  const logFile = path.join(home, 'postgres.log');
  const log = fs.openSync(logFile, 'w'); // a file and no pipe: the server outlives us
  const flags = Object.entries({ ...settings, port, ...more }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program, args] = drop.wrap(programs.postgres, ['-D', cluster, ...flags]);
  const options = { ...drop.ids, env: ownEnvironment(), cwd: os.tmpdir(), detached: true, stdio: ['ignore', log, log] };
  const child = spawn(program, args, options);
  fs.closeSync(log);
  child.unref();
  let ended;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `it exited (${code ?? signal})`;
  });
  const connection = connectionTo(port, password);
  const since = performance.now();
  while (performance.now() - since < readyMsMax && ended === undefined) {
    if (!(await knock(connection))) return { ...connection, adopted: false, stop: () => stopServer(child.pid) };
    await pause(25);
  }
  if (ended === undefined) await stopServer(child.pid);
  const tail = fs.readFileSync(logFile, 'utf8').split('\n').slice(-6).join('\n');
  return { reason: `PostgreSQL did not start: ${ended ?? 'no answer'}\n${tail}` };
}

/** SIGINT: end every session, write a checkpoint, exit. */
async function stopServer(pid) {
  for (const [signal, ms] of [
    ['SIGINT', stopMsMax],
    ['SIGQUIT', 5_000],
  ]) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    for (const since = performance.now(); performance.now() - since < ms && isAlive(pid); ) await pause(20);
  }
}

/** A zombie counts as gone: where pid 1 does not reap, an adopted server stays one for ever. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

function connectionTo(port, password) {
  return { host: '127.0.0.1', port, user, password, database: 'postgres' };
}

/** The error of a connection attempt, or undefined when the server answers a query. */
async function knock(connection) {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {}); // the attempt itself rejects with it
  try {
    await client.connect();
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Without the PG* variables of whoever starts us. */
function ownEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
