import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
const stamp = path.join(root, 'node_modules/.modelmint-lock');

/** Runs `npm ci` unless node_modules already is what the lock says, then makes the database client. Throws when it fails. */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return generateClient();
  const npm = (...args) =>
    spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8' });
  let result = npm('ci', '--no-audit', '--no-fund');
  if (result.status !== 0 && result.stderr.includes('EUSAGE')) {
    process.stderr.write('npm ci refuses the lock of this clone; installing without it (npm install --no-save)\n');
    result = npm('install', '--no-save', '--no-audit', '--no-fund');
  }
  if (result.status !== 0) throw new Error(`npm could not install the dependencies:\n${result.stderr}`);
  writeFileSync(stamp, lock);
  generateClient();
}

/** `prisma generate`, when the schema has changed since the last time. */
export function generateClient() {
  const output = path.join(root, 'packages/db/src/generated');
  const mark = path.join(output, '.schema-sha256');
  const folder = path.join(root, 'prisma/schema');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(path.join(folder, name)));
  const wanted = hash.digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  const prisma = path.join(root, 'node_modules/prisma/build/index.js');
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  const result = spawnSync(process.execPath, [prisma, 'generate'], { cwd: root, encoding: 'utf8', env });
  if (result.status !== 0) throw new Error(`prisma generate failed:\n${result.stdout}${result.stderr}`);
  writeFileSync(mark, wanted);
}
