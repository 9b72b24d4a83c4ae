import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testEncoderGradients } from './encoder-gradients.suite.ts';

describe('gradients of encoders on WebAssembly', { timeout: 60_000 }, () => testEncoderGradients(openWasmEngine));
