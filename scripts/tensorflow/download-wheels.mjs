import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './run-command.mjs';

const pythons = ['python3', 'python'];
/** One fixed Python, whatever runs here: only the libraries inside are used, and each wheel has one checksum. */
const target = ['manylinux_2_27', 'manylinux_2_17', 'manylinux2014', 'manylinux_2_12', 'manylinux2010']
  .flatMap((name) => ['--platform', `${name}_x86_64`])
  .concat('--python-version', '311', '--implementation', 'cp', '--abi', 'cp311', '--abi', 'none');

/**
 * Fetches the wheels that `requirements` pins, by pip, which checks each against its sha256. Those that lie in
 * `folder` whole are not fetched again. Returns their files.
 */
export async function downloadWheels({ requirements, folder, log }) {
  const python = await findPip();
  mkdirSync(folder, { recursive: true });
  const temporary = path.join(folder, 'unfinished');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  const size = progressOf(temporary, log);
  const flags = ['--quiet', '--disable-pip-version-check', '--no-cache-dir', '--no-deps', '--require-hashes'];
  await runCommand(
    python,
    ['-m', 'pip', 'download', ...flags, '--only-binary=:all:', ...target, '-d', folder, '-r', requirements],
    { env: { ...process.env, TMPDIR: temporary }, timeoutMs: 1_800_000, onTick: size },
  );
  rmSync(temporary, { recursive: true, force: true });
  return pinnedNames(requirements).map((name) => wheelOf(folder, name));
}

/** `tensorflow-cpu` of `tensorflow-cpu==2.21.0 --hash=sha256:…`, one a line. */
export function pinnedNames(requirements) {
  const lines = readFileSync(requirements, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => line.slice(0, line.indexOf('==')));
}

function wheelOf(folder, name) {
  const start = `${name.replaceAll('-', '_')}-`;
  const file = readdirSync(folder).find((entry) => entry.startsWith(start) && entry.endsWith('.whl'));
  if (file === undefined) throw new Error(`pip fetched no wheel of ${name}`);
  return path.join(folder, file);
}

async function findPip() {
  const reasons = [];
  for (const python of pythons) {
    try {
      await runCommand(python, ['-m', 'pip', '--version'], { timeoutMs: 30_000 });
      return python;
    } catch (error) {
      reasons.push(error.message);
    }
  }
  throw new Error(`pip is needed to fetch the library and does not run here (${reasons[0]})`);
}

/** pip is silent without a terminal: say every few seconds how much of the file is there. */
function progressOf(folder, log) {
  let ticks = 0;
  return () => {
    if (++ticks % 3 !== 0) return;
    const bytes = readdirSync(folder, { recursive: true })
      .map((name) => statSync(path.join(folder, name), { throwIfNoEntry: false }))
      .reduce((sum, stat) => sum + (stat?.isFile() ? stat.size : 0), 0);
    if (bytes > 0) log(`downloading: ${Math.round(bytes / 1e6)} MB`);
  };
}
