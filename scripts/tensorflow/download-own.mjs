import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

const reachMs = 3_000;

/**
 * The package's own way: its install script fetches libtensorflow and a binding from where its makers keep them. They
 * publish no checksums, so the self-test is the only check. Throws when they cannot be reached within 3 s.
 */
export async function downloadOwn({ paths, log }) {
  const address = libraryAddress(paths.variant);
  await reach(address);
  log(`downloading the package's own library from ${new URL(address).host}`);
  const bin = path.join(paths.installed, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
  try {
    const script = [path.join(paths.packageFolder, 'scripts/install.js'), paths.variant, 'download'];
    await runCommand(process.execPath, script, { cwd: paths.packageFolder, env, timeoutMs: 600_000 });
    if (!existsSync(paths.binding)) throw new Error('its install script left no binding');
  } catch (error) {
    clearOwn(paths);
    throw error;
  }
  return `own download of ${readVersion(paths.packageFolder)}`;
}

/** Removes what the install script put into the package, so that another rung finds it clean. */
export function clearOwn(paths) {
  for (const name of ['deps', 'lib', 'build'])
    rmSync(path.join(paths.packageFolder, name), { recursive: true, force: true });
}

/** The package's documented settings move the address; what they say is its own business, so only the host is asked. */
function libraryAddress(variant) {
  const { TFJS_NODE_BASE_URI, TFJS_NODE_CDN_STORAGE, CDN_STORAGE } = process.env;
  const host = TFJS_NODE_CDN_STORAGE || CDN_STORAGE || 'https://storage.googleapis.com/';
  const base = TFJS_NODE_BASE_URI || `${host}tensorflow/libtensorflow/libtensorflow-`;
  return `${base}${variant}-linux-x86_64-2.9.1.tar.gz`;
}

async function reach(address) {
  const { host } = new URL(address);
  let response;
  try {
    response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(reachMs) });
  } catch (error) {
    throw new Error(`${host} cannot be reached (${error.cause?.code ?? error.name})`);
  }
  if (response.status >= 400) throw new Error(`${host} answers ${response.status}`);
}

function readVersion(packageFolder) {
  const { name, version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  return `${name} ${version}`;
}
