// npm run setup:tensorflow [-- --gpu]: sets TensorFlow's native engine up in the user's cache folder.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildBinding } from './tensorflow/build-binding.mjs';
import { cacheFolder } from './tensorflow/cache-folder.mjs';
import { clearOwn, downloadOwn } from './tensorflow/download-own.mjs';
import { downloadWheels } from './tensorflow/download-wheels.mjs';
import { holdLock } from './tensorflow/hold-lock.mjs';
import { installPackage } from './tensorflow/install-package.mjs';
import { pathsOf } from './tensorflow/paths.mjs';
import { isCurrent, planSetup, recipe } from './tensorflow/plan-setup.mjs';
import { runCommand } from './tensorflow/run-command.mjs';
import { unpackLibrary } from './tensorflow/unpack-library.mjs';

const selfTest = fileURLToPath(new URL('./tensorflow/self-test.mjs', import.meta.url));
/** What a set-up takes at its height: wheels, libraries and packages. */
const spaceBytes = { cpu: 2e9, gpu: 12e9 };

/**
 * Makes the native engine ready, once per machine and user; a second call only looks at the stamp. Never throws for
 * the lack of an engine: `{ engine: 'wasm', reason }` says why there is none.
 */
export async function setUpTensorFlow({ gpu = false, log = () => {}, env = process.env } = {}) {
  const plan = planSetup({ gpu, env, platform: process.platform, arch: process.arch, isGlibc: hasGlibc() });
  if (plan.skip !== undefined) return { engine: 'wasm', reason: plan.skip };
  const paths = pathsOf(cacheFolder(env), gpu ? 'gpu' : 'cpu');
  const say = (line) => log(`TensorFlow: ${line}`);
  try {
    const ready = readCurrent(paths);
    if (ready !== undefined) return answer(paths, ready);
    mkdirSync(paths.folder, { recursive: true });
    const onWait = (pid) => say(`waiting for another set-up (process ${pid})`);
    return await holdLock({ file: paths.lock, onWait }, async () => {
      const other = readCurrent(paths); // made while we waited
      return answer(paths, other ?? (await climb(paths, plan.rungs, say)));
    });
  } catch (error) {
    return { engine: 'wasm', reason: error.message };
  }
}

/** Tries each rung to its self-test. The stamp comes last: no stamp, no engine. */
async function climb(paths, rungs, log) {
  needSpace(paths);
  rmSync(paths.stamp, { force: true });
  await installPackage({ paths, log });
  const reasons = [];
  for (const rung of rungs) {
    try {
      const source = rung === 'own' ? await downloadOwn({ paths, log }) : await fromWheels(paths, log);
      log('testing');
      const test = await testSelf(paths);
      const stamp = {
        packageFolder: path.relative(paths.folder, paths.packageFolder),
        tensorflowVersion: test.version,
        source,
        recipe,
        isGpu: test.isGpu,
      };
      writeFileSync(`${paths.stamp}.part`, `${JSON.stringify(stamp, null, 2)}\n`);
      renameSync(`${paths.stamp}.part`, paths.stamp);
      for (const name of ['downloads', 'build', 'compiler'])
        rmSync(path.join(paths.folder, name), { recursive: true, force: true });
      return stamp;
    } catch (error) {
      reasons.push(`${rung === 'own' ? 'own download' : 'Python wheel'}: ${error.message}`);
      log(reasons.at(-1));
      if (rung === 'own') clearOwn(paths);
    }
  }
  throw new Error(reasons.join('; '));
}

async function fromWheels(paths, log) {
  clearOwn(paths);
  const requirements = path.join(paths.pins, 'requirements.txt');
  log(`downloading TensorFlow from the Python package index (${paths.variant === 'gpu' ? '3 GB' : '274 MB'})`);
  const wheels = await downloadWheels({ requirements, folder: paths.downloads, log });
  await unpackLibrary({ wheels, folder: paths.library, log });
  const compiler = await buildBinding({ paths, log });
  return `${path.basename(wheels[0])}, binding built with ${compiler}`;
}

async function testSelf(paths) {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  const output = await runCommand(process.execPath, [selfTest, paths.packageFolder], { env, timeoutMs: 180_000 });
  return JSON.parse(output.trim().split('\n').at(-1));
}

function readCurrent(paths) {
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(paths.stamp, 'utf8'));
  } catch {
    return undefined; // none, or one that a crash cut off: set up again
  }
  return isCurrent(stamp, () => existsSync(paths.binding)) ? stamp : undefined;
}

function answer(paths, stamp) {
  const engine = paths.variant === 'gpu' && stamp.isGpu ? 'tensorflow-gpu' : 'tensorflow';
  const lacks = paths.variant === 'gpu' && !stamp.isGpu ? ', which sees no GPU here and computes on the processor' : '';
  return { engine, reason: `TensorFlow ${stamp.tensorflowVersion} in ${paths.folder}${lacks}` };
}

function needSpace({ folder, variant }) {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < spaceBytes[variant])
    throw new Error(`${folder} has ${gigabytes(free)} free, and the set-up needs ${gigabytes(spaceBytes[variant])}`);
}

const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;

function hasGlibc() {
  return process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime !== undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const unknown = process.argv.slice(2).filter((flag) => flag !== '--gpu');
  if (unknown.length > 0) {
    process.stderr.write(`unknown option ${unknown[0]}; usage: npm run setup:tensorflow [-- --gpu]\n`);
    process.exit(2);
  }
  const log = (line) => process.stdout.write(`${line}\n`);
  const { engine, reason } = await setUpTensorFlow({ gpu: process.argv.includes('--gpu'), log });
  log(`engine: ${engine} (${reason})`);
}
