import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogins } from './create-logins.mjs';
import { dropPrivileges, othersCanReach } from './drop-privileges.mjs';
import { freePort } from './free-port.mjs';
import { startPostgres } from './start-postgres.mjs';

const settings = { fsync: 'off', max_connections: '20', shared_buffers: '16MB' };
const log = () => {};

describe('startPostgres', () => {
  const started = [];
  let dataFolder;
  let from;

  beforeEach(async () => {
    dataFolder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-start-'));
    spawnSync('chmod', ['755', dataFolder]); // mkdtemp makes it 0700
    from = 42_000 + Math.floor((process.pid % 1_000) * 10);
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  const start = async (more = {}) => {
    const server = await startPostgres({ dataFolder, port: from, log, settings, databaseUrl: '', ...more });
    started.push(server);
    return server;
  };
  const ask = async ({ host, port, user, password, database }, statement) => {
    const client = new pg.Client({ host, port, user, password, database });
    client.on('error', () => {}); // a server that ends says so
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const pidOf = () => Number(readFileSync(path.join(dataFolder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  const killed = async (pid) => {
    process.kill(pid, 'SIGKILL');
    await expect
      .poll(() => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
      .toBeFalsy();
  };

  it('starts on the next free port, listens on 127.0.0.1 only, keeps its data and its password', async () => {
    const taken = net.createServer().listen(from, '127.0.0.1');
    await once(taken, 'listening');
    const first = await start();
    taken.close();
    expect(first.port).toBeGreaterThan(from);
    await ask(first, 'CREATE TABLE kept (id int)');
    expect(await ask(first, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await expect(ask({ ...first, password: 'wrong' }, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    await first.stop();
    await expect(ask(first, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    expect(await ask(await start(), "SELECT to_regclass('kept')::text AS kept")).toEqual([{ kept: 'kept' }]);
  });

  it('adopts the server of a launcher that was killed, and can stop it', async () => {
    const program = `
      import { startPostgres } from ${JSON.stringify(new URL('./start-postgres.mjs', import.meta.url).href)};
      const { port } = await startPostgres(${JSON.stringify({
        dataFolder,
        port: from,
        settings,
        databaseUrl: '',
      }).slice(0, -1)}, log() {} });
      console.log(port);
      setInterval(() => {}, 1000);`;
    const launcher = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = await once(launcher.stdout, 'data');
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    const server = await start();
    expect(server).toMatchObject({ adopted: true, port: Number(port) });
    await server.stop();
    await expect(ask(server, 'SELECT 1')).rejects.toThrow();
    expect((await start()).adopted).toBe(false);
  });

  it('recovers every acknowledged row after a kill -9 of the server, although its mark is left', async () => {
    const server = await start();
    await ask(server, 'CREATE TABLE kept (id int); INSERT INTO kept SELECT generate_series(1, 1000)');
    await killed(pidOf());
    const again = await start();
    expect(again.adopted).toBe(false);
    expect(await ask(again, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
  });

  it('is not fooled by a mark whose number now belongs to another program', async () => {
    const server = await start();
    await server.stop();
    const mark = path.join(dataFolder, 'cluster/postmaster.pid');
    writeFileSync(mark, `${process.pid}\n${dataFolder}/cluster\n0\n${server.port}\n`);
    expect((await start()).adopted).toBe(false);
  });

  it('makes the cluster anew when initdb was interrupted', async () => {
    spawnSync('mkdir', ['-p', path.join(dataFolder, 'cluster/base')]);
    expect(await ask(await start(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says why the server does not start', async () => {
    await (await start()).stop();
    appendFileSync(path.join(dataFolder, 'cluster/postgresql.conf'), '\nno_such_setting = 1\n');
    await expect(start()).rejects.toThrow(/no_such_setting/);
  });

  it('uses the server of DATABASE_URL and leaves it running', async () => {
    const own = await start();
    const url = `postgresql://${own.user}:${encodeURIComponent(own.password)}@${own.host}:${own.port}/${own.database}`;
    const given = await start({ databaseUrl: url });
    expect(given).toMatchObject({ port: own.port, user: own.user, adopted: true });
    await given.stop();
    expect(await ask(own, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(start({ databaseUrl: 'postgresql://a:b@127.0.0.1:1/x' })).rejects.toThrow(/does not answer/);
  });

  it('creates three logins without rights over others, and new passwords replace the old', async () => {
    const superuser = await start();
    const passwords = { owner: "o'1", app: 'a@/1', system: 's1' };
    const both = await Promise.all([
      createLogins({ superuser, database: 'mm', passwords }),
      createLogins({ superuser, database: 'mm', passwords }),
    ]);
    expect(both[0]).toEqual(both[1]);
    for (const login of Object.values(both[0])) {
      const client = new pg.Client({ connectionString: login.url });
      await client.connect();
      const { rows } = await client.query(
        'SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole AS strong FROM pg_roles WHERE rolname = current_user',
      );
      await client.end();
      expect(rows).toEqual([{ strong: false }]);
    }
    await createLogins({ superuser, database: 'mm', passwords: { ...passwords, app: 'a2' } });
    await expect(ask(both[0].app, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    await expect(createLogins({ superuser, database: 'mm', passwords: { ...passwords, app: '' } })).rejects.toThrow(
      /needs a password/,
    );
  });
});

describe('dropPrivileges', () => {
  const hidden = mkdtempSync(path.join(os.tmpdir(), 'modelmint-hidden-')); // 0700

  it.each([
    ['a plain user', '/', { uid: 1000 }, { ids: undefined, command: 'initdb' }],
    ['root, all may pass', '/', { uid: 0 }, { ids: { uid: 65_534, gid: 65_534 }, command: 'initdb' }],
    [
      'root, hidden folder',
      path.join(hidden, 'x'),
      { uid: 0, canUnshare: () => true },
      { ids: undefined, command: 'unshare' },
    ],
  ])('%s', (_, folder, as, { ids, command }) => {
    const drop = dropPrivileges([folder], as);
    expect(drop.ids).toEqual(ids);
    expect(drop.wrap('initdb', ['-D', 'x'])[0]).toBe(command);
  });

  it('gives up for root with a hidden folder and no user namespaces', () => {
    expect(dropPrivileges([path.join(hidden, 'x')], { uid: 0, canUnshare: () => false })).toBeUndefined();
    expect(othersCanReach(hidden)).toBe(false);
    rmSync(hidden, { recursive: true });
  });
});

describe('freePort', () => {
  it('passes over a port that is taken', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    expect(await freePort({ from: port })).toBeGreaterThan(port);
    server.close();
  });
});
