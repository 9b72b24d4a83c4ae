// Trains an image classifier and tells how many samples per second: the step of cnn/cnn-fit.ts.

import type { CnnSpec } from '@modelmint/domain/cnn-spec';
import { openCnnFit } from '../src/cnn/cnn-fit.ts';
import { type ImageRows, measureNormalisation } from '../src/cnn/image-rows.ts';
import { openCnn } from '../src/cnn/open-cnn.ts';
import { defaultCacheFolder } from '../src/engine/default-cache-folder.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { openFitState } from '../src/fitting/fit-state.ts';
import { planRows } from '../src/fitting/plan-rows.ts';
import { startParameters } from '../src/layers/start-parameters.ts';
import type { CnnJob } from './cnn-job.ts';
import { environment } from './env.ts';
import { measureSteps, serveRounds } from './serve-rounds.ts';
import { tokenIds } from './token-ids.ts';

const job = JSON.parse(process.argv[2] ?? '') as CnnJob;
const { side, batch: batchSize, labels, learningRate, weightDecay, clipNorm } = job;
const spec: CnnSpec = {
  task: 'image-classification',
  height: side,
  width: side,
  channels: 3,
  layers: [...job.layers],
  augmentation: { isFlipped: false, shift: 0, cutout: 0 },
  epochs: 1,
  batchSize,
  learningRate,
  schedule: 'constant',
  warmupRatio: 0,
  weightDecay,
  clipNorm,
  labelSmoothing: 0,
  earlyStopPatience: 1,
  evaluationsPerEpoch: 1,
  seed: 1,
};
const engine = await openEngine({ cacheFolder: defaultCacheFolder(environment) });
const network = openCnn(spec, labels);
const weights = startParameters(network.parameters, spec.seed);
const rows = makeRows();
const normalisation = measureNormalisation(rows);
const fit = openCnnFit(engine, {
  spec,
  labels: Array.from({ length: labels }, (_, label) => String(label)),
  network,
  normalisation,
  state: openFitState(engine.tf, network.parameters, { weights }),
  rows: planRows(rows.count, spec),
  train: rows,
  validation: rows,
});
let step = 0;

function makeRows(): ImageRows {
  const count = 8 * batchSize;
  const pixels = Uint8Array.from(tokenIds(count * side * side * 3, 0, 256));
  const own = Int32Array.from({ length: count }, (_, row) => row % labels);
  return { count, height: side, width: side, channels: 3, pixels, labels: own };
}

function takeStep(): void {
  step += 1;
  fit.advance(step, learningRate);
}

for (let i = 0; i < job.warmUpSteps; i++) takeStep();
const trained = new Set(network.parameters.filter(({ isTrained }) => isTrained).map(({ name }) => name));
const parameters = weights.reduce((sum, { name, values }) => sum + (trained.has(name) ? values.length : 0), 0);
await serveRounds({ version: engine.version, parameters }, () => measureSteps(job.seconds, batchSize, takeStep));
