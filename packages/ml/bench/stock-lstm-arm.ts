// The row of lstm-arm.ts with tf.layers as it comes, and its own Adam, which neither decays nor clips.

import { createRequire } from 'node:module';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { defaultCacheFolder } from '../src/engine/default-cache-folder.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { environment } from './env.ts';
import type { LstmJob } from './lstm-job.ts';
import { measureSteps, serveRounds } from './serve-rounds.ts';
import { tokenIds } from './token-ids.ts';

/** The little of tf.layers that is used; its types are not installed. */
interface Layers {
  version_layers: string;
  sequential(options: { layers: object[] }): Model;
  layers: Record<'embedding' | 'lstm' | 'dense', (options: object) => object>;
}

interface Model {
  compile(options: { optimizer: object; loss: string }): void;
  trainOnBatch(x: Tensor, y: Tensor): Promise<number | Scalar>;
  countParams(): number;
}

const job = JSON.parse(process.argv[2] ?? '') as LstmJob & { layers: string };
const { tf, version } = await openEngine({ only: 'tensorflow', cacheFolder: defaultCacheFolder(environment) });
// Its own copy of TensorFlow.js is the engine's: the two come together.
const library = createRequire(import.meta.url)(job.layers) as Layers;
const model = library.sequential({
  layers: [
    library.layers.embedding({ inputDim: job.words, outputDim: job.embeddingSize, inputLength: job.time }),
    library.layers.lstm({ units: job.hiddenSize }),
    library.layers.dense({ units: job.labels, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: tf.train.adam(job.learningRate), loss: 'sparseCategoricalCrossentropy' });

const ids = tokenIds(job.batch * job.time, 0, job.words);
const x = tf.tensor2d(Float32Array.from(ids), [job.batch, job.time]);
const y = tf.tensor2d(
  Float32Array.from({ length: job.batch }, (_, row) => row % job.labels),
  [job.batch, 1],
);

async function takeStep(): Promise<void> {
  await model.trainOnBatch(x, y);
}

for (let i = 0; i < 2; i++) await takeStep();
await serveRounds({ version: `${library.version_layers} on ${version}`, parameters: model.countParams() }, () =>
  measureSteps(job.seconds, job.batch, takeStep),
);
