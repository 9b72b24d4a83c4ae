import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testLanguageModel } from './language-model.suite.ts';

describe('language models from scratch on WebAssembly', { timeout: 120_000 }, () => testLanguageModel(openWasmEngine));
