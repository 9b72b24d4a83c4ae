import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testNetwork } from './network.suite.ts';
import { testTraining } from './train.suite.ts';

process.env.TF_ENABLE_ONEDNN_OPTS = '0';
process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('text classifier on TensorFlow', { timeout: 60_000 }, () => {
  if (open === undefined) return;
  testNetwork(open);
  testTraining(open);
});
