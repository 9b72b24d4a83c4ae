import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testLstmFamily } from './lstm.suite.ts';

describe('LSTM language models on WebAssembly', () => testLstmFamily(openWasmEngine));
