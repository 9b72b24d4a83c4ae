import { openWasmEngine } from '../engine/engines-to-test.ts';
import { describeCnn } from './cnn.suite.ts';

describeCnn(openWasmEngine);
