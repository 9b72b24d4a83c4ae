import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testNetwork } from './network.suite.ts';
import { testTraining } from './train.suite.ts';

describe('text classifier on WebAssembly', { timeout: 60_000 }, () => {
  testNetwork(openWasmEngine);
  testTraining(openWasmEngine);
});
