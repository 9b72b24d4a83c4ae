// Trains a language model and tells how many tokens per second: the step of training/run-training.ts.

import { loadCausalLm } from '../src/causal-lm/load-causal-lm.ts';
import { defaultCacheFolder } from '../src/engine/default-cache-folder.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { openAdamW } from '../src/optimizer/open-adamw.ts';
import { ExampleSetBuilder } from '../src/training/example-set.ts';
import { makeMicroBatch } from '../src/training/make-micro-batch.ts';
import { findHeadParameters, stepGradients } from '../src/training/step-gradients.ts';
import { openTrainedPart } from '../src/training/trained-part.ts';
import { type CausalLmJob, loraMethod, loraSeed } from './causal-lm-job.ts';
import { environment } from './env.ts';
import { measureSteps, serveRounds } from './serve-rounds.ts';
import { tokenIds } from './token-ids.ts';

const job = JSON.parse(process.argv[2] ?? '') as CausalLmJob;
const engine = await openEngine({ cacheFolder: defaultCacheFolder(environment) });
const { tf } = engine;
const model = await loadCausalLm({ engine, folder: job.modelFolder });
const method = job.adapterFolder === null ? ({ kind: 'full' } as const) : loraMethod;
const part = openTrainedPart(tf, model, { spec: { method, seed: loraSeed } });
const optimizer = openAdamW(tf, part.parameters);
const trainee = { model, part, headParameters: findHeadParameters(tf, model, part) };

let step = 0;
function takeStep(): number {
  const batch = makeBatch(step++);
  const options = { batches: [batch], labelSmoothing: 0, isRecomputed: false, seed: loraSeed, step };
  const { loss, gradients } = stepGradients(tf, trainee, options);
  const { values } = part;
  const { learningRate, weightDecay, clipNorm } = job;
  optimizer.step({ values, gradients, step, learningRate, weightDecay, clipNorm });
  return loss;
}

function makeBatch(index: number) {
  const { batch, time, vocabSize } = job;
  const ids = tokenIds(batch * time, index, vocabSize);
  const builder = new ExampleSetBuilder();
  const weights = new Float32Array(time).fill(1);
  for (let row = 0; row < batch; row++) builder.add({ ids: ids.subarray(row * time, (row + 1) * time), weights });
  return makeMicroBatch(
    builder.finish(),
    Array.from({ length: batch }, (_, row) => [row]),
  );
}

const losses = Array.from({ length: job.warmUpSteps }, takeStep);
const parameters = part.parameters.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
await serveRounds({ version: engine.version, parameters, losses }, () =>
  measureSteps(job.seconds, job.batch * job.time, () => void takeStep()),
);
