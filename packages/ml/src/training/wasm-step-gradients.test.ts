import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testStepGradients } from './step-gradients.suite.ts';

describe('gradients of a step on WebAssembly', () => {
  testStepGradients(openWasmEngine);
});
