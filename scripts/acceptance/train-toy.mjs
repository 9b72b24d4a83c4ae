// One process of `kill-training`: trains a small model of tables, a recommender, or tunes an encoder by LoRA or a ResNet whole, in
// FOLDER, from its newest checkpoint where there is one, and prints each step:
// node scripts/acceptance/train-toy.mjs tabular|recommendation|text-classification|image-classification FOLDER [--engine NAME]

import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';
import { newestCheckpoint } from './newest-checkpoint.mjs';

const { values: given, positionals } = parseArgs({ allowPositionals: true, options: { engine: { type: 'string' } } });
const [task, folder] = positionals;

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
register();
const ml = (name) => import(`../../packages/ml/src/${name}.ts`);
const { openEngine } = await ml('engine/open-engine');
const { defaultCacheFolder } = await ml('engine/default-cache-folder');

const kept = newestCheckpoint(folder);
const common = {
  engine: await openEngine({ cacheFolder: defaultCacheFolder(process.env), only: given.engine }),
  checkpointFolder: folder,
  resume: kept === null ? undefined : { folder: kept },
  onEvent: (event) => {
    if (event.kind === 'metrics') process.stdout.write(`step ${event.step} of ${event.stepsTotal}\n`);
  },
};

const trainings = {
  tabular: async () => {
    const { xorRows, xorSpec } = await ml('tabular/toy-tables');
    const { trainTabular } = await ml('tabular/train-tabular');
    const spec = { ...xorSpec, epochs: 10, earlyStopPatience: 100 };
    await trainTabular({ ...common, spec, trainRows: xorRows(200, 1), validationRows: xorRows(80, 2) });
  },
  recommendation: async () => {
    const { groupedItems, groupSpec } = await ml('recommender/toy-interactions');
    const { trainRecommender } = await ml('recommender/train-recommender');
    const interactions = groupedItems({ users: 60, items: 40, perUser: 6 });
    await trainRecommender({ ...common, spec: { ...groupSpec, earlyStopPatience: 100 }, interactions });
  },
  'text-classification': async () => {
    const toy = await ml('tuning/toy-classifier');
    const { trainEncoderClassifier } = await ml('tuning/train-encoder-classifier');
    const data = toy.makeFolder();
    await trainEncoderClassifier({
      ...{ ...common, modelFolder: toy.referenceFolder('bert'), labels: toy.toyLabels },
      spec: { ...toy.toyEncoderSpec, epochs: 6, method: { ...toy.toyLora, dropout: 0.1 }, headDropout: 0.1 },
      trainPath: toy.writeToyTexts(data, 'train.jsonl', { count: 48, seed: 1 }),
      validationPath: toy.writeToyTexts(data, 'validation.jsonl', { count: 12, seed: 2 }),
    });
  },
  'image-classification': async () => {
    const toy = await ml('tuning/toy-classifier');
    const { trainVisionClassifier } = await ml('tuning/train-vision-classifier');
    await trainVisionClassifier({
      ...{ ...common, modelFolder: toy.copyVision('resnet-basic', 24), labels: toy.toyLabels },
      spec: { ...toy.toyVisionSpec, epochs: 6, augmentation: { isFlipped: true, shift: 2, cutout: 4 } },
      trainRows: toy.makeToyImages(48, { side: 24, seed: 1 }),
      validationRows: toy.makeToyImages(12, { side: 24, seed: 2 }),
    });
  },
};
await trainings[task]();
