import { openWasmEngine } from '../engine/engines-to-test.ts';
import { describeTabular } from './tabular.suite.ts';

describeTabular(openWasmEngine);
