// Trains a text classifier as the product does, and prints its accuracy on a file that training never sees:
// node scripts/acceptance/train-imdb.mjs [--train FILE] [--test FILE] [--limit N] [--plain] [--min SHARE] [--engine NAME]
// Files are JSON Lines of {"text", "label"}, also with gzip. `--plain`: one LSTM of 64 over 128 numbers a word.

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { register } from 'tsx/esm/api';
import { makeChecker, runScript } from './make-checker.mjs';

const data = path.resolve(import.meta.dirname, '../../../shared/data');
const { values: given } = parseArgs({
  options: {
    train: { type: 'string', default: path.join(data, 'imdb-train.jsonl.gz') },
    test: { type: 'string', default: path.join(data, 'imdb-dev.jsonl.gz') },
    limit: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    plain: { type: 'boolean', default: false },
    min: { type: 'string' },
    engine: { type: 'string' },
  },
});
/** In place of what is suggested. */
const plainSettings = { embeddingSize: 128, hiddenSize: 64, isBidirectional: false, maxTokens: 200, epochs: 3 };
/** One in so many rows is held out, to choose the best weights by. */
const heldOutEvery = 20;
/** The least that must be right of `imdb-dev`: the suggested settings, and the plain ones. */
const least = Number(given.min ?? (given.plain ? 0.85 : 0.88));

process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
register();
const ml = (name) => import(`../../packages/ml/src/${name}.ts`);
const { autoHyperparameters, resolveSpec } = await import('../../packages/domain/src/hyperparameters.ts');
const { splitWords } = await import('../../packages/domain/src/split-words.ts');

await runScript(async () => {
  const { check, done } = makeChecker();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-imdb-'));
  try {
    const counts = await splitRows(folder);
    const { accuracy, rows, loss, minutes, engine, spec } = await trainAndTest(folder, counts);
    process.stdout.write(
      `${engine}, ${counts.trainRows} rows, ${spec.epochs} epochs: ${minutes.toFixed(2)} min of training, loss ${loss.toFixed(4)}\n`,
    );
    check(`accuracy of ${rows} test rows is at least ${least}`, accuracy >= least, accuracy.toFixed(4));
    done();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function trainAndTest(folder, counts) {
  const { openEngine } = await ml('engine/open-engine');
  const { defaultCacheFolder } = await ml('engine/default-cache-folder');
  const { trainTextClassifier } = await ml('text-classifier/train-text-classifier');
  const { loadTextClassifier } = await ml('text-classifier/load-text-classifier');
  const engine = await openEngine({ cacheFolder: defaultCacheFolder(process.env), only: given.engine });
  const suggested = resolveSpec(autoHyperparameters, { ...counts, labels: counts.labels.length }, Number(given.seed));
  const spec = given.plain ? { ...suggested, ...plainSettings } : suggested;
  const start = performance.now();
  const trained = await trainTextClassifier({
    engine,
    spec,
    labels: counts.labels,
    trainPath: path.join(folder, 'train.jsonl'),
    validationPath: path.join(folder, 'validation.jsonl'),
    checkpointFolder: folder,
    onEvent: (event) => {
      if (event.validAccuracy === undefined) return;
      process.stdout.write(`step ${event.step} of ${event.stepsTotal}: held out ${event.validAccuracy.toFixed(4)}\n`);
    },
  });
  const minutes = (performance.now() - start) / 60_000;
  const model = await loadTextClassifier({ engine, folder: trained.artifactFolder });
  let [right, rows] = [0, 0];
  for await (const { text, label } of readRows(given.test)) {
    rows += 1;
    if (model.classify([text], 1)[0][0].label === label) right += 1;
  }
  model.dispose();
  if (rows === 0) throw new Error(`${given.test} has no rows`);
  return { accuracy: right / rows, rows, loss: trained.metrics.loss, minutes, engine: engine.version, spec };
}

/** Writes what is trained on and what is held out; returns what the suggestion of settings goes by. */
async function splitRows(folder) {
  const [train, validation] = ['train', 'validation'].map((name) =>
    createWriteStream(path.join(folder, `${name}.jsonl`)),
  );
  const labels = new Set();
  let [row, trainRows, trainTokens] = [0, 0, 0];
  for await (const { text, label } of readRows(given.train)) {
    if (row >= Number(given.limit)) break;
    const isHeldOut = row++ % heldOutEvery === 0;
    (isHeldOut ? validation : train).write(`${JSON.stringify({ text, label })}\n`);
    labels.add(label);
    if (isHeldOut) continue;
    trainRows += 1;
    trainTokens += splitWords(text).length;
  }
  await Promise.all([train, validation].map((stream) => finished(stream.end())));
  return { trainRows, trainTokens, labels: [...labels].sort() };
}

async function* readRows(file) {
  const bytes = createReadStream(file);
  const lines = createInterface({ input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes });
  for await (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
}
