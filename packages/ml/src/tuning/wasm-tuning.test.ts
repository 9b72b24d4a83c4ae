import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testTuning } from './tuning.suite.ts';

testTuning(openWasmEngine);
