import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testMisses, testReferences } from './check-reference.suite.ts';

describe('references on WebAssembly', () => {
  testReferences(openWasmEngine);
  testMisses(openWasmEngine);
});
