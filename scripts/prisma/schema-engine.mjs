#!/usr/bin/env node
// Answers the Prisma CLI in place of its native schema engine, so that no binary has to be downloaded:
// the same arguments and JSON-RPC lines, computed by Prisma's own wasm build over node-postgres.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { connectionFields, MigrationPg } from './migration-pg.mjs';

const argv = process.argv.slice(2);
const option = (name) => {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
};
const url = JSON.parse(option('--datasource') ?? '{}').url ?? process.env.DATABASE_OWNER_URL;

/** The CLI skips the first line of stderr: the native engine always logs one before an error. */
function failCommand(error) {
  const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT'].includes(error.code);
  const code = { '3D000': 'P1003', '28P01': 'P1000' }[error.code] ?? (unreachable ? 'P1001' : undefined);
  const { host, port, database } = connectionFields(url);
  const message =
    {
      P1003: `Database \`${database}\` does not exist`,
      P1001: `Can't reach database server at \`${host}:${port}\``,
    }[code] ?? error.message;
  const line = (level, fields, target) =>
    process.stderr.write(`${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target })}\n`);
  line('INFO', { message: 'Starting schema engine CLI' }, 'schema_engine');
  line('ERROR', { message, is_panic: false, ...(code && { error_code: code }) }, 'schema_engine::logger');
  process.exitCode = 1;
}

async function runCommand(command) {
  const fields = connectionFields(url);
  const query = async (database, sql) => {
    const client = new pg.Client({ ...fields, database });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const commands = {
    'can-connect-to-database': () => query(fields.database, 'SELECT 1'),
    'create-database': () => query('postgres', `CREATE DATABASE "${fields.database}"`),
    'drop-database': () => query('postgres', `DROP DATABASE IF EXISTS "${fields.database}" WITH (FORCE)`),
  };
  const run = commands[command];
  if (!run) throw new Error(`unknown command ${command}`);
  await run();
}

/** Loads the wasm engine; its package has no entry for Node. */
async function loadEngine() {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const bindings = await import(path.join(folder, 'schema_engine_bg.js'));
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (text) => process.stderr.write(`${text}\n`) };
  const wasm = new WebAssembly.Module(readFileSync(path.join(folder, 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings.SchemaEngine;
}

async function answerLines() {
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  let current;
  const sendError = (error) =>
    send({
      id: current,
      error: {
        code: 4466,
        message: 'An error happened. Check the data field for details.',
        data: {
          is_panic: error instanceof WebAssembly.RuntimeError,
          message: error.message,
          meta: error.meta ?? null,
          error_code: error.code ?? null,
        },
      },
    });
  // A wasm panic surfaces here; without an answer the CLI would exit 0.
  process.on('uncaughtException', (error) => {
    if (current === undefined) process.stderr.write(`${error.stack}\n`);
    else sendError(error);
    process.exit(101);
  });
  const files = (option('--datamodels') ?? '').split(',').filter(Boolean);
  const datamodels = files.map((file) => [file, readFileSync(file, 'utf8')]);
  let engine;
  const openEngine = async () => {
    const SchemaEngine = await loadEngine();
    const factory = url
      ? new MigrationPg(connectionFields(url), { schema: new URL(url).searchParams.get('schema') ?? undefined })
      : new MigrationPg({}, {});
    return SchemaEngine.new(
      { datamodels: datamodels.length > 0 ? datamodels : undefined },
      () => {},
      bindMigrationAwareSqlAdapterFactory(factory),
    );
  };
  const answer = async ({ id, method, params }) => {
    if (!method) return; // the CLI's acknowledgement of a `print`
    current = id;
    try {
      engine ??= await openEngine();
      // Without it, no shadow database exists after a hand-written migration.
      if (method === 'evaluateDataLoss')
        await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
      const input = method === 'diff' ? { ...params, shadowDatabaseUrl: undefined } : params;
      const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](input);
      if (method === 'diff' && result?.stdout != null) {
        send({ id: 0, method: 'print', params: { content: result.stdout } });
        send({ id, result: { exitCode: result.exitCode } });
      } else send({ id, result: result ?? {} });
    } catch (error) {
      sendError(error);
    }
  };
  let chain = Promise.resolve();
  readline
    .createInterface({ input: process.stdin })
    .on('line', (line) => {
      if (line.trim()) chain = chain.then(() => answer(JSON.parse(line)));
    })
    .on('close', () => chain.finally(() => process.exit(0)));
}

const cli = argv.indexOf('cli');
if (argv.includes('--version')) process.stdout.write('schema-engine-cli wasm\n');
else if (cli >= 0) await runCommand(argv[cli + 1]).catch(failCommand);
else await answerLines();
