// Tunes an encoder to tell two labels and tells how many tokens per second: the step of tuning/tuning-fit.ts.

import { openCheckpoint } from '../src/checkpoint/open-checkpoint.ts';
import { textBatch } from '../src/encoder/text-batch.ts';
import { defaultCacheFolder } from '../src/engine/default-cache-folder.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { openFitState } from '../src/fitting/fit-state.ts';
import { describeBase } from '../src/tuning/classifier-base.ts';
import type { ClassifierRows } from '../src/tuning/classifier-rows.ts';
import { openTuned, startTuned } from '../src/tuning/tuned-part.ts';
import { openTuningFit } from '../src/tuning/tuning-fit.ts';
import { loraMethod, loraSeed } from './causal-lm-job.ts';
import { type EncoderJob, encoderLabels as labels } from './encoder-job.ts';
import { environment } from './env.ts';
import { measureSteps, serveRounds } from './serve-rounds.ts';
import { tokenIds } from './token-ids.ts';

const job = JSON.parse(process.argv[2] ?? '') as EncoderJob;
const { batch, time, vocabSize, learningRate, weightDecay, clipNorm } = job;
const engine = await openEngine({ cacheFolder: defaultCacheFolder(environment) });
const { config: json, weights: source } = await openCheckpoint(job.modelFolder);
const { architecture, config, base } = describeBase(json, { kind: 'encoder', labels });
const method = job.adapterFolder === null ? ({ kind: 'full' } as const) : loraMethod;
const start = { labels, seed: loraSeed };
const part = await openTuned(engine.tf, { base, source, start }, { method, headDropout: 0 });
const state = openFitState(engine.tf, part.parameters, {
  weights: await startTuned(source, base, { method, ...start }),
});
await source.close();

let steps = 0;
const rows: ClassifierRows = {
  count: batch,
  labels: Int32Array.from({ length: batch }, (_, row) => row % 2),
  logits: (scope) => {
    const ids = [...tokenIds(batch * time, steps, vocabSize)];
    const texts = Array.from({ length: batch }, (_, row) => ({ ids: ids.slice(row * time, (row + 1) * time) }));
    const hidden = architecture.hiddenStates(scope, config, textBatch(engine.tf, texts, 0));
    return architecture.classify(scope, config, hidden);
  },
  passes: () => [],
};
const spec = {
  ...({
    task: 'text-classification',
    kind: 'encoder',
    method,
    epochs: 1,
    batchSize: batch,
    microBatchRows: batch,
  } as const),
  ...({ learningRate, schedule: 'constant', warmupRatio: 0, weightDecay, clipNorm, headDropout: 0 } as const),
  ...{
    labelSmoothing: 0,
    isBalanced: false,
    earlyStopPatience: 1,
    evaluationsPerEpoch: 1,
    seed: loraSeed,
    maxTokens: time,
  },
};
const all = Int32Array.from({ length: batch }, (_, row) => row);
const plan = { stepsPerEpoch: 1, rowsOf: () => all };
const fit = openTuningFit(engine.tf, { labels, spec, part, state, plan, train: rows, validation: rows });

function takeStep(): number {
  const { loss } = fit.advance(steps + 1, learningRate);
  steps += 1;
  return loss;
}

const losses = Array.from({ length: job.warmUpSteps }, takeStep);
const parameters = part.parameters.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
await serveRounds({ version: engine.version, parameters, losses }, () =>
  measureSteps(job.seconds, batch * time, () => void takeStep()),
);
