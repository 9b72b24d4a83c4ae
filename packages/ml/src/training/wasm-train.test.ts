import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testFineTuning } from './train.suite.ts';

describe('fine-tuning on WebAssembly', { timeout: 120_000 }, () => {
  testFineTuning(openWasmEngine);
});
