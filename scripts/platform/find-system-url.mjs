import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loginsFor } from '../services/create-logins.mjs';

/**
 * Where the system login of a running installation connects to: DATABASE_SYSTEM_URL, else what `npm start` has made of
 * the state folder and DATABASE_URL. Nothing is started.
 */
export function findSystemUrl({ env, stateFolder }) {
  if (env.DATABASE_SYSTEM_URL) return env.DATABASE_SYSTEM_URL;
  const file = path.join(stateFolder, 'secrets.json');
  if (!existsSync(file))
    throw new Error(`nothing runs on ${stateFolder}: start it with npm start, or set MODELMINT_STATE to its folder`);
  const { databaseOwner: owner, databaseApp: app, databaseSystem: system } = JSON.parse(readFileSync(file, 'utf8'));
  const place = env.DATABASE_URL ? givenServer(env.DATABASE_URL) : embeddedServer(stateFolder);
  return loginsFor({ ...place, passwords: { owner, app, system } }).system.url;
}

function givenServer(databaseUrl) {
  const { hostname: host, port, pathname } = new URL(databaseUrl);
  const database = decodeURIComponent(pathname.slice(1));
  return { host, port: Number(port || 5432), database: database && database !== 'postgres' ? database : 'modelmint' };
}

function embeddedServer(stateFolder) {
  const folder = path.join(stateFolder, 'postgres');
  const movedTo = path.join(folder, 'moved-to');
  const home = existsSync(movedTo) ? readFileSync(movedTo, 'utf8').trim() : folder;
  const mark = path.join(home, 'cluster/postmaster.pid');
  if (!existsSync(mark))
    throw new Error(`nothing runs on ${stateFolder}: start it with npm start, or set MODELMINT_STATE to its folder`);
  return { host: '127.0.0.1', port: Number(readFileSync(mark, 'utf8').split('\n')[3]), database: 'modelmint' };
}
