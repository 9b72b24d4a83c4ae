import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

const files = ['package.json', 'package-lock.json'];

/**
 * Installs the package's JavaScript and its binding's sources from npm by the lock beside this file, which holds the
 * checksum of each tarball. No install script runs.
 */
export async function installPackage({ paths, log }) {
  const mark = path.join(paths.installed, 'installed.json');
  const wanted = readFileSync(path.join(paths.pins, 'package-lock.json'), 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted && existsSync(paths.packageFolder)) return;
  log('installing the package from npm');
  mkdirSync(paths.installed, { recursive: true });
  for (const file of files) copyFileSync(path.join(paths.pins, file), path.join(paths.installed, file));
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', paths.installed];
  await runNpm(flags, { cwd: paths.installed, timeoutMs: 300_000 });
  writeFileSync(mark, wanted);
}

/** The npm that started this process, else the one on the PATH. Its settings for the clone stay out of it. */
function runNpm(args, options) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_(local_)?prefix|package_|lifecycle_)/i.test(name)),
  );
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') && existsSync(script))
    return runCommand(process.execPath, [script, ...args], { ...options, env });
  return runCommand(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { ...options, env });
}
