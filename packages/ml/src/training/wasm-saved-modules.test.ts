import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testSavedModules } from './saved-modules.suite.ts';

describe('modules trained beside an adapter on WebAssembly', { timeout: 60_000 }, () =>
  testSavedModules(openWasmEngine),
);
