import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testAdam } from './adam.suite.ts';
import { testAdamW } from './open-adamw.suite.ts';

describe('Adam on WebAssembly', () => {
  testAdam(openWasmEngine);
  testAdamW(openWasmEngine);
});
