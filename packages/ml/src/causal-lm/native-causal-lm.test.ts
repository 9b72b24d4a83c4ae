import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testCausalLms } from './load-causal-lm.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('causal language models on TensorFlow', () => {
  if (open !== undefined) testCausalLms(open);
});
