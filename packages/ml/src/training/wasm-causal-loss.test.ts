import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testCausalLoss } from './causal-loss.suite.ts';

describe('loss of causal language models on WebAssembly', () => {
  testCausalLoss(openWasmEngine);
});
