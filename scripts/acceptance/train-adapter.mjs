// One process of `kill-training`: fine-tunes a small adapter in FOLDER, from its newest checkpoint where there is one, and
// prints each step: node scripts/acceptance/train-adapter.mjs MODEL ROWS FOLDER [--engine NAME]

import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';
import { newestCheckpoint } from './newest-checkpoint.mjs';

const { values: given, positionals } = parseArgs({ allowPositionals: true, options: { engine: { type: 'string' } } });
const [modelFolder, rows, folder] = positionals;

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
register();
const ml = (name) => import(`../../packages/ml/src/${name}.ts`);
const { openEngine } = await ml('engine/open-engine');
const { defaultCacheFolder } = await ml('engine/default-cache-folder');
const { trainCausalLm } = await ml('training/train-causal-lm');

const spec = {
  method: { kind: 'lora', rank: 4, alpha: 8, dropout: 0.1, targetModules: null, useRslora: false },
  epochs: 5,
  batchSize: 8,
  microBatchRows: 4,
  isPacked: true,
  maxTokens: 64,
  whenTooLong: 'cut',
  learningRate: 0.005,
  schedule: 'cosine',
  warmupRatio: 0.1,
  weightDecay: 0.01,
  clipNorm: 1,
  labelSmoothing: 0,
  isRecomputed: false,
  evaluateEverySteps: 10,
  checkpointEverySteps: 4,
  earlyStopPatience: 100,
  seed: 11,
};

const kept = newestCheckpoint(folder);
await trainCausalLm({
  engine: await openEngine({ cacheFolder: defaultCacheFolder(process.env), only: given.engine }),
  modelFolder,
  spec,
  trainPath: rows,
  validationPath: rows,
  checkpointFolder: folder,
  resume: kept === null ? undefined : { folder: kept },
  onEvent: (event) => {
    if (event.kind === 'step') process.stdout.write(`step ${event.step} of ${event.stepsTotal}\n`);
  },
});
