import { existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { defaultCacheFolder } from '../../packages/ml/src/engine/default-cache-folder.ts';
import { setUpTensorFlow } from '../setup-tensorflow.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { pinnedNames } from './download-wheels.mjs';
import { holdLock } from './hold-lock.mjs';
import { pathsOf } from './paths.mjs';
import { isCurrent, planSetup, recipe } from './plan-setup.mjs';
import { isWanted } from './unpack-library.mjs';

const linux = { gpu: false, env: {}, platform: 'linux', arch: 'x64', isGlibc: true };
const temporary = () => mkdtempSync(path.join(tmpdir(), 'modelmint-setup-'));

it.each([
  ['Linux on x64', {}, { rungs: ['own', 'wheel'] }],
  ['its GPU', { gpu: true }, { rungs: ['wheel', 'own'] }],
  ['Linux on arm64', { arch: 'arm64' }, { rungs: ['own'] }],
  ['Linux without glibc', { isGlibc: false }, { rungs: ['own'] }],
  ['macOS', { platform: 'darwin', arch: 'arm64' }, { rungs: ['own'] }],
  ['Windows', { platform: 'win32' }, { rungs: ['own'] }],
])('plans the rungs of %s', (_name, facts, plan) => {
  expect(planSetup({ ...linux, ...facts })).toEqual(plan);
});

it('skips when wasm is asked for, and a GPU on macOS', () => {
  expect(planSetup({ ...linux, env: { MODELMINT_ENGINE: 'wasm' } }).skip).toMatch('MODELMINT_ENGINE=wasm');
  expect(planSetup({ ...linux, gpu: true, platform: 'darwin' }).skip).toMatch('no GPU');
  expect(planSetup({ ...linux, env: { MODELMINT_ENGINE: 'tensorflow' } })).toEqual({ rungs: ['own', 'wheel'] });
});

it('makes a set-up again when its recipe is old, its stamp is cut off or its package is gone', () => {
  const stamp = { recipe, packageFolder: 'package' };
  expect(isCurrent(stamp, () => true)).toBe(true);
  expect(isCurrent(undefined, () => true)).toBe(false);
  expect(isCurrent({ ...stamp, recipe: recipe - 1 }, () => true)).toBe(false);
  expect(isCurrent({ recipe }, () => true)).toBe(false);
  expect(isCurrent(stamp, () => false)).toBe(false);
});

it('takes of a wheel what runs and what the binding includes', () => {
  const wanted = [
    'tensorflow/libtensorflow_cc.so.2',
    'tensorflow/libtensorflow_framework.so.2',
    'tensorflow/include/tensorflow/c/eager/c_api.h',
    'nvidia/cudnn/lib/libcudnn.so.9',
    'nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
  ];
  const others = [
    'tensorflow/__init__.py',
    'tensorflow/python/lib_pywrap_tensorflow_common.so',
    'tensorflow/include/external/ruy/LICENSE',
    'nvidia/cudnn/include/cudnn.h',
  ];
  expect(wanted.filter(isWanted)).toEqual(wanted);
  expect(others.filter(isWanted)).toEqual([]);
});

it.each(['cpu', 'gpu'])('pins every wheel and every npm package of %s by a checksum', (variant) => {
  const paths = pathsOf('/cache', variant);
  const requirements = path.join(paths.pins, 'requirements.txt');
  const lines = readFileSync(requirements, 'utf8').trim().split('\n');
  expect(lines.filter((line) => !/^[a-z0-9-]+==[\w.]+ --hash=sha256:[0-9a-f]{64}$/.test(line))).toEqual([]);
  expect(pinnedNames(requirements)[0]).toBe(variant === 'gpu' ? 'tensorflow' : 'tensorflow-cpu');
  const lock = JSON.parse(readFileSync(path.join(paths.pins, 'package-lock.json'), 'utf8'));
  const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter(([, entry]) => !/^sha512-/.test(entry.integrity)).map(([name]) => name)).toEqual([]);
});

it.each([{}, { MODELMINT_CACHE: '/a/b' }, { XDG_CACHE_HOME: '/c' }, { MODELMINT_CACHE: '', XDG_CACHE_HOME: '/c' }])(
  'agrees with the engine on the cache folder under %o',
  (env) => {
    expect(cacheFolder(env)).toBe(defaultCacheFolder(env));
  },
);

it('answers without an engine instead of throwing, and writes nothing when it is skipped', async () => {
  const folder = temporary();
  const skipped = await setUpTensorFlow({ env: { MODELMINT_ENGINE: 'wasm', MODELMINT_CACHE: folder } });
  expect(skipped).toMatchObject({ engine: 'wasm', reason: expect.stringContaining('MODELMINT_ENGINE=wasm') });
  expect(readdirSync(folder)).toEqual([]);

  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  const broken = await setUpTensorFlow({ env: { MODELMINT_CACHE: file } });
  expect(broken).toMatchObject({ engine: 'wasm', reason: expect.stringContaining('ENOTDIR') });
});

it('lets one set-up work at a time and takes over from one that was killed', async () => {
  const file = path.join(temporary(), 'setup.lock');
  const order = [];
  const waits = [];
  const options = { file, waitMs: 5, onWait: (pid) => waits.push(pid) };
  let finish;
  const held = new Promise((resolve) => {
    finish = resolve;
  });
  const first = holdLock(options, async () => {
    order.push('first starts');
    await held;
    order.push('first ends');
  });
  const second = holdLock(options, async () => order.push('second'));
  await expect.poll(() => waits).toEqual([String(process.pid)]);
  finish();
  await Promise.all([first, second]);
  expect(order).toEqual(['first starts', 'first ends', 'second']);

  writeFileSync(file, '1');
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(file, longAgo, longAgo);
  await holdLock(options, async () => order.push('after a crash'));
  expect(order.at(-1)).toBe('after a crash');
  expect(existsSync(file)).toBe(false);
});
