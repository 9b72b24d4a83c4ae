import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testEncoders } from './encoder.suite.ts';

describe('encoders on WebAssembly', { timeout: 60_000 }, () => testEncoders(openWasmEngine));
