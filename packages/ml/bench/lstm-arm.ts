// Trains a text classifier and tells how many samples per second: the step of text-classifier/run-training.ts.

import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import { defaultCacheFolder } from '../src/engine/default-cache-folder.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { openSlots } from '../src/optimizer/adam-slots.ts';
import type { EncodedRows } from '../src/text-classifier/encoded-rows.ts';
import { makeBatch } from '../src/text-classifier/make-batch.ts';
import { openNetwork } from '../src/text-classifier/network.ts';
import { startParameters } from '../src/text-classifier/parameters.ts';
import { trainStep } from '../src/text-classifier/train-step.ts';
import { environment } from './env.ts';
import type { LstmJob } from './lstm-job.ts';
import { measureSteps, serveRounds } from './serve-rounds.ts';
import { tokenIds } from './token-ids.ts';

const job = JSON.parse(process.argv[2] ?? '') as LstmJob;
const spec: TextClassifierSpec = {
  task: 'text-classification',
  embeddingSize: job.embeddingSize,
  hiddenSize: job.hiddenSize,
  isBidirectional: false,
  pooling: 'last',
  dropout: 0,
  vocabularySizeMax: job.words,
  minWordCount: 1,
  maxTokens: job.time,
  epochs: 1,
  batchSize: job.batch,
  learningRate: job.learningRate,
  schedule: 'constant',
  warmupRatio: 0,
  weightDecay: job.weightDecay,
  clipNorm: job.clipNorm,
  labelSmoothing: 0,
  earlyStopPatience: 1,
  evaluationsPerEpoch: 1,
  seed: 1,
};
const engine = await openEngine({ cacheFolder: defaultCacheFolder(environment) });
const network = openNetwork(engine, { spec, words: job.words, labels: job.labels });
const start = startParameters(network.shape);
const rows = makeRows();
let slots = openSlots(engine.tf, start);
let step = 0;

/** As many rows as some batches, all as long as can be. */
function makeRows(): EncodedRows {
  const count = 16 * job.batch;
  return {
    count,
    tokens: tokenIds(count * job.time, 0, job.words),
    starts: Float64Array.from({ length: count + 1 }, (_, row) => row * job.time),
    labels: Int32Array.from({ length: count }, (_, row) => row % job.labels),
  };
}

function takeStep(): void {
  const chosen = Int32Array.from({ length: job.batch }, (_, i) => (step * job.batch + i) % rows.count);
  step += 1;
  const input = { network, slots, batch: makeBatch(rows, chosen), step, learningRate: job.learningRate };
  slots = trainStep(engine.tf, input).slots;
}

for (let i = 0; i < job.warmUpSteps; i++) takeStep();
const parameters = start.reduce((sum, { values }) => sum + values.length, 0);
await serveRounds({ version: engine.version, parameters }, () => measureSteps(job.seconds, job.batch, takeStep));
