// Trains an image classifier from scratch as the product does, and prints its accuracy on a zip that training never sees:
// node scripts/acceptance/train-cifar.mjs [--train ZIP] [--test ZIP] [--limit N] [--template normed|plain|wide]
//   [--epochs N] [--min SHARE] [--engine NAME]
// A zip has one folder of JPEG or PNG images for each label.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';
import { unpackZip } from '../tensorflow/read-zip.mjs';
import { makeChecker, runScript } from './make-checker.mjs';

const data = path.resolve(import.meta.dirname, '../../../shared/data');
const { values: given } = parseArgs({
  options: {
    train: { type: 'string', default: path.join(data, 'cifar10-train.zip') },
    test: { type: 'string', default: path.join(data, 'cifar10-dev.zip') },
    limit: { type: 'string', default: 'Infinity' },
    template: { type: 'string', default: 'normed' },
    epochs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    min: { type: 'string' },
    engine: { type: 'string' },
  },
});
/** One in so many images is held out, to choose the best weights by. */
const heldOutEvery = 25;
/** The least that must be right of `cifar10-dev`: the suggested settings, and those of a first tutorial. */
const least = Number(given.min ?? (given.template === 'normed' ? 0.76 : 0.652));
const decodedAtOnce = 16;

// Convolutions gain by oneDNN what small LSTM steps lose by it.
process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
register();
const ml = (name) => import(`../../packages/ml/src/${name}.ts`);
const { suggestCnnSpec } = await import('../../packages/domain/src/cnn-spec.ts');
const { decodeImage } = await ml('image/decode-image');
const { resizeImage } = await ml('image/resize-image');

await runScript(async () => {
  const { check, done } = makeChecker();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-cifar-'));
  try {
    const images = await readZip(given.train, path.join(folder, 'train'));
    const chosen = shuffled(images.names.length, Number(given.seed)).slice(0, Number(given.limit));
    const isHeldOut = (_row, place) => place % heldOutEvery === 0;
    const { accuracy, count, minutes, engine, spec, rows } = await trainAndTest(folder, {
      train: takeRows(
        images,
        chosen.filter((row, place) => !isHeldOut(row, place)),
      ),
      validation: takeRows(images, chosen.filter(isHeldOut)),
    });
    process.stdout.write(
      `${engine}, ${given.template}, ${rows} images, ${spec.epochs} epochs: ${minutes.toFixed(2)} min of training\n`,
    );
    check(`accuracy of ${count} test images is at least ${least}`, accuracy >= least, accuracy.toFixed(4));
    done();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function trainAndTest(folder, { train, validation }) {
  const { openEngine } = await ml('engine/open-engine');
  const { defaultCacheFolder } = await ml('engine/default-cache-folder');
  const { trainCnn } = await ml('cnn/train-cnn');
  const { loadCnn } = await ml('cnn/load-cnn');
  const engine = await openEngine({ cacheFolder: defaultCacheFolder(process.env), only: given.engine });
  const size = { height: train.height, width: train.width, trainRows: train.count };
  const suggested = suggestCnnSpec(given.template, size, Number(given.seed));
  const spec = { ...suggested, epochs: Number(given.epochs ?? suggested.epochs) };
  const start = performance.now();
  const trained = await trainCnn({
    engine,
    spec,
    labels: train.names,
    trainRows: train,
    validationRows: validation,
    checkpointFolder: folder,
    onEvent: ({ kind, epoch, trainLoss, figures }) => {
      if (kind !== 'metrics' || figures === undefined) return;
      process.stdout.write(`epoch ${epoch}: loss ${trainLoss.toFixed(4)}, held out ${figures.accuracy.toFixed(4)}\n`);
    },
  });
  const minutes = (performance.now() - start) / 60_000;
  const model = await loadCnn({ engine, folder: trained.artifactFolder });
  const test = await readZip(given.test, path.join(folder, 'test'), model);
  const probabilities = await model.predict(test);
  const right = test.labels.filter((label, row) => bestOf(probabilities, row, model.labels.length) === label).length;
  model.dispose();
  return { accuracy: right / test.count, count: test.count, minutes, engine: engine.version, spec, rows: train.count };
}

function bestOf(probabilities, row, labels) {
  const own = probabilities.subarray(row * labels, (row + 1) * labels);
  return own.indexOf(Math.max(...own));
}

/** All images of a zip. With a model: in its size, labelled by its names; else in the size of the first. */
async function readZip(file, folder, model) {
  const entries = await unpackZip({ file, folder, wanted: (name) => /\.(jpe?g|png)$/i.test(name) });
  const names = entries.toSorted();
  if (names.length === 0) throw new Error(`${file} holds no JPEG or PNG images`);
  const labelOf = (name) => path.basename(path.dirname(name));
  const labels = model?.labels ?? [...new Set(names.map(labelOf))].sort();
  const unknown = names.find((name) => !labels.includes(labelOf(name)));
  if (unknown) throw new Error(`${unknown} of ${file} has a label that training has not seen`);
  const first = model ?? (await decodeImage(await readFile(path.join(folder, names[0]))));
  const { height, width } = first;
  const pixels = new Uint8Array(names.length * height * width * 3);
  const read = async (row) => {
    const image = await decodeImage(await readFile(path.join(folder, names[row])));
    const fits = image.height === height && image.width === width;
    const own = fits ? image : resizeImage(image, { width, height, resample: 'bilinear' });
    pixels.set(own.pixels, row * height * width * 3);
  };
  for (let row = 0; row < names.length; row += decodedAtOnce)
    await Promise.all(names.slice(row, row + decodedAtOnce).map((_, i) => read(row + i)));
  const ids = Int32Array.from(names, (name) => labels.indexOf(labelOf(name)));
  return {
    names: model ? labels : names,
    count: names.length,
    height,
    width,
    channels: 3,
    pixels,
    labels: ids,
    labelNames: labels,
  };
}

function takeRows(images, chosen) {
  const size = images.height * images.width * images.channels;
  const pixels = new Uint8Array(chosen.length * size);
  chosen.forEach((row, place) => {
    pixels.set(images.pixels.subarray(row * size, (row + 1) * size), place * size);
  });
  const labels = Int32Array.from(chosen, (row) => images.labels[row]);
  return { ...images, names: images.labelNames, count: chosen.length, pixels, labels };
}

/** The numbers below `count` in an order of the seed (Fisher–Yates over a linear congruential generator). */
function shuffled(count, seed) {
  const order = Array.from({ length: count }, (_, place) => place);
  let state = seed >>> 0;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
