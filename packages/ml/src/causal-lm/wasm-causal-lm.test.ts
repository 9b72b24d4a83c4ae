import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testCausalLms } from './load-causal-lm.suite.ts';

testCausalLms(openWasmEngine);
