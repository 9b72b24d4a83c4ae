import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testTrainCausalLm } from './train-causal-lm.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('training of causal language models on TensorFlow', () => {
  if (open !== undefined) testTrainCausalLm(open);
});
