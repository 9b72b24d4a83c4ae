import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testReferences } from './references.suite.ts';

describe('generation of reference models on WebAssembly', { timeout: 60_000 }, () => {
  testReferences(openWasmEngine);
});
