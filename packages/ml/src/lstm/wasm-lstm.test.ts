import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testLstm } from './lstm.suite.ts';

describe('LSTM on WebAssembly', () => testLstm(openWasmEngine));
