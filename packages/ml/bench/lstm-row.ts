import { defaultCacheFolder } from '../src/engine/default-cache-folder.ts';
import { environment } from './env.ts';
import { findLayers } from './find-layers.ts';
import { lstmJob } from './lstm-job.ts';
import type { Row } from './row.ts';
import { pythonProgram, typescriptProgram } from './typescript-program.ts';

const layers = findLayers(defaultCacheFolder(environment));

export const lstmRow: Row = {
  name: 'lstm',
  about: 'training, text classifier of the IMDB shape: 32 × 200 of 20,000 words, embedding 128, LSTM 64, AdamW',
  unit: 'samples/s',
  prepare: async () => undefined,
  ours: () => typescriptProgram('lstm-arm', lstmJob),
  peers: [
    {
      name: 'PyTorch',
      goal: 0.5,
      pythonModules: ['torch'],
      program: (_folder, python) => pythonProgram(python, 'lstm_arm', lstmJob),
    },
    {
      name: 'tf.layers',
      goal: 10,
      findObstacle: () =>
        layers === null ? 'it comes with the native engine, which is not set up (npm run setup:tensorflow)' : null,
      program: () => typescriptProgram('stock-lstm-arm', { ...lstmJob, layers }),
    },
  ],
};
