// Imports a base model for everybody, from a folder of this machine or from a hub, into a Modelmint that runs, and waits:
// node scripts/import-model.mjs DIR|OWNER/NAME [--name NAME] [--revision REVISION]
// Finds the installation by MODELMINT_STATE as npm start does, or by DATABASE_SYSTEM_URL. Its worker must see the folder.

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';
import { findSystemUrl } from './platform/find-system-url.mjs';
import { stateFolderOf } from './platform/prepare.mjs';

const lookMs = 500;
const say = (line) => process.stdout.write(`${line}\n`);
register();
const load = (name) => import(`../packages/${name}.ts`);

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string' }, revision: { type: 'string', default: 'main' } },
  });
  const [from] = positionals;
  if (from === undefined || positionals.length > 1)
    throw new Error('name one folder or repository: node scripts/import-model.mjs DIR|OWNER/NAME [--name NAME]');
  const asked = await readAsked(from, values);
  const systemUrl = findSystemUrl({ env: process.env, stateFolder: stateFolderOf() });
  const { openDatabase } = await load('db/src/open-database');
  const db = openDatabase({ appUrl: systemUrl, systemUrl, applicationName: 'modelmint-import' });
  try {
    return await importModel(db, asked);
  } finally {
    await db.close();
  }
}

async function readAsked(from, { name, revision }) {
  const { BaseModelSource, baseModelName } = await load('domain/src/base-model');
  const isFolder = existsSync(from) && statSync(from).isDirectory();
  const given = isFolder ? { kind: 'folder', path: path.resolve(from) } : { kind: 'hub', repository: from, revision };
  const source = BaseModelSource.safeParse(given);
  if (!source.success)
    throw new Error(`${from} is neither a folder nor the name of a repository: ${source.error.issues[0].message}`);
  const wanted = name ?? path.basename(isFolder ? path.resolve(from) : from).toLowerCase();
  const checked = baseModelName.safeParse(wanted);
  if (!checked.success) throw new Error(`"${wanted}" is no name for a base model: ${checked.error.issues[0].message}`);
  return { name: checked.data, source: source.data };
}

async function importModel(db, { name, source }) {
  const { listWorkers } = await load('db/src/system/list-workers');
  if (!(await listWorkers(db)).some(({ isAlive }) => isAlive))
    throw new Error('no worker is running, so nobody would import it: start Modelmint with npm start first');
  const { createSharedBaseModel, deleteSharedBaseModel } = await load('db/src/system/shared-base-models');
  const before = await db.system.baseModel.findFirst({ where: { organizationId: null, name, deletedAt: null } });
  if (before?.status === 'FAILED') await deleteSharedBaseModel(db, { nameOrId: before.id, operator: null });
  const { id } = await createSharedBaseModel(db, { name, source, operator: null });
  say(`${name} (${id}): waits for a worker, which looks every 10 seconds`);
  return await follow(db, id);
}

async function follow(db, id) {
  for (let said = ''; ; await pause(lookMs)) {
    const row = await db.system.baseModel.findUniqueOrThrow({ where: { id } });
    if (row.deletedAt !== null) throw new Error('it was deleted before it was imported');
    if (row.status === 'FAILED') throw new Error(row.reason);
    if (row.status === 'READY') return tell(row);
    const line = row.status === 'IMPORTING' ? `importing: ${Math.floor(row.progress * 100)} %` : (row.reason ?? said);
    if (line !== said && line !== '') say(line);
    said = line;
  }
}

function tell({ name, facts, source, sizeBytes }) {
  const number = (value) => value.toLocaleString('en-US');
  const rows = {
    name,
    from: source.kind === 'hub' ? `${source.repository} at ${source.revision}` : source.path,
    architecture: `${facts.architecture} (${facts.kind})`,
    parameters: number(facts.parameters),
    context: facts.contextLength === null ? 'images' : `${number(facts.contextLength)} tokens`,
    chat: facts.hasChatTemplate ? 'has a chat template' : 'no chat template',
    labels: facts.labels === null ? 'none' : number(facts.labels.length),
    licence: facts.licence ?? 'its card says nothing',
    size: `${number(Number(sizeBytes))} bytes`,
  };
  say('READY, for everybody:');
  for (const [what, value] of Object.entries(rows)) say(`  ${what.padEnd(13)}${value}`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`Not imported: ${error.message}\n`);
  process.exitCode = 1;
}
