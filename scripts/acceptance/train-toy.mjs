// One process of `kill-training`: trains a small model of tables, or a recommender, in FOLDER, from its newest checkpoint
// where there is one, and prints each step: node scripts/acceptance/train-toy.mjs tabular|recommendation FOLDER [--engine NAME]

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

if (task === 'tabular') {
  const { xorRows, xorSpec } = await ml('tabular/toy-tables');
  const { trainTabular } = await ml('tabular/train-tabular');
  const spec = { ...xorSpec, epochs: 10, earlyStopPatience: 100 };
  await trainTabular({ ...common, spec, trainRows: xorRows(200, 1), validationRows: xorRows(80, 2) });
} else {
  const { groupedItems, groupSpec } = await ml('recommender/toy-interactions');
  const { trainRecommender } = await ml('recommender/train-recommender');
  const interactions = groupedItems({ users: 60, items: 40, perUser: 6 });
  await trainRecommender({ ...common, spec: { ...groupSpec, earlyStopPatience: 100 }, interactions });
}
