// Runs in a process of its own, because a library that does not fit aborts it: node self-test.mjs <package folder>
import { createRequire } from 'node:module';
import util from 'node:util';

// Node 23 removed both; tfjs-node 4.22.0 calls them for each tensor.
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

const load = createRequire(import.meta.url);
const tf = load(process.argv[2]);
await tf.ready();
if (tf.getBackend() !== 'tensorflow') throw new Error(`the native backend did not start (got ${tf.getBackend()})`);

const values = (count, seed) => Array.from({ length: count }, (_, i) => Math.sin(seed + i * 1.7));
const checks = { matMul: checkMatMul(), conv2d: checkConv(), gather: checkGather() };
const worst = Math.max(...Object.values(checks));
const tolerance = 1e-4;
if (!(worst <= tolerance)) throw new Error(`wrong results: ${JSON.stringify(checks)} differ by more than ${tolerance}`);
const { binding, isUsingGpuDevice } = tf.backend();
process.stdout.write(`${JSON.stringify({ version: binding.TF_Version, isGpu: isUsingGpuDevice, checks })}\n`);

/** [9, 7] × [7, 5] against three loops. */
function checkMatMul() {
  const a = values(63, 1);
  const b = values(35, 2);
  const expected = new Array(45).fill(0);
  for (let row = 0; row < 9; row++)
    for (let column = 0; column < 5; column++)
      for (let k = 0; k < 7; k++) expected[row * 5 + column] += a[row * 7 + k] * b[k * 5 + column];
  return distance(tf.matMul(tf.tensor2d(a, [9, 7]), tf.tensor2d(b, [7, 5])), expected);
}

/** The gradient of sum(conv2d(x, w) · g), valid, stride 1, for w: x [1, 6, 5, 2], w [3, 2, 2, 3], g [1, 4, 4, 3]. */
function checkConv() {
  const x = values(60, 3);
  const g = values(48, 4);
  const expected = new Array(36).fill(0);
  for (let index = 0; index < 48 * 12; index++) {
    const [out, tap] = [Math.floor(index / 12), index % 12];
    const [row, column, channel] = [Math.floor(out / 12), Math.floor(out / 3) % 4, out % 3];
    const [y, across, from] = [Math.floor(tap / 4), Math.floor(tap / 2) % 2, tap % 2];
    expected[tap * 3 + channel] += g[out] * x[((row + y) * 5 + column + across) * 2 + from];
  }
  const gradient = tf.grad((w) =>
    tf.sum(tf.mul(tf.conv2d(tf.tensor4d(x, [1, 6, 5, 2]), w, 1, 'valid'), tf.tensor4d(g, [1, 4, 4, 3]))),
  );
  return distance(gradient(tf.tensor4d(values(36, 5), [3, 2, 2, 3])), expected);
}

/** The gradient of an embedding: rows that were taken twice add up. */
function checkGather() {
  const ids = [4, 0, 4, 2];
  const g = values(12, 6);
  const expected = new Array(15).fill(0);
  ids.forEach((id, row) => {
    for (let column = 0; column < 3; column++) expected[id * 3 + column] += g[row * 3 + column];
  });
  const gradient = tf.grad((table) =>
    tf.sum(tf.mul(tf.gather(table, tf.tensor1d(ids, 'int32')), tf.tensor2d(g, [4, 3]))),
  );
  return distance(gradient(tf.tensor2d(values(15, 7), [5, 3])), expected);
}

function distance(tensor, expected) {
  const got = tensor.dataSync();
  if (got.length !== expected.length) return Number.NaN;
  return Math.max(...expected.map((value, index) => Math.abs(value - got[index])));
}
