import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
const stamp = path.join(root, 'node_modules/.modelmint-lock');

/** Runs `npm ci` unless node_modules already is what the lock says. Throws when the install fails. */
export function install() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const npm = (...args) =>
    spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8' });
  let result = npm('ci', '--no-audit', '--no-fund');
  if (result.status !== 0 && result.stderr.includes('EUSAGE')) {
    process.stderr.write('npm ci refuses the lock of this clone; installing without it (npm install --no-save)\n');
    result = npm('install', '--no-save', '--no-audit', '--no-fund');
  }
  if (result.status !== 0) throw new Error(`npm could not install the dependencies:\n${result.stderr}`);
  writeFileSync(stamp, lock);
}
