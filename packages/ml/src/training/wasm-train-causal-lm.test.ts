import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testTrainCausalLm } from './train-causal-lm.suite.ts';

describe('training of causal language models on WebAssembly', () => {
  testTrainCausalLm(openWasmEngine);
});
