import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testCausalLoss } from './causal-loss.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('loss of causal language models on TensorFlow', () => {
  if (open !== undefined) testCausalLoss(open);
});
