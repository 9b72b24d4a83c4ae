import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testGradients } from './gradients.suite.ts';

testGradients(openWasmEngine);
