import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testGenerator } from './generator.suite.ts';
import { testKvRows } from './kv-rows.suite.ts';

describe('generator on WebAssembly', { timeout: 60_000 }, () => {
  testKvRows(openWasmEngine);
  testGenerator(openWasmEngine);
});
