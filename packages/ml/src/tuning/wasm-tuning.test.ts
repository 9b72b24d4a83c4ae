import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testReferenceSteps } from './reference-steps.suite.ts';
import { testTunedArtifact } from './tuned-artifact.suite.ts';
import { testTuning } from './tuning.suite.ts';

testTuning(openWasmEngine);
testReferenceSteps(openWasmEngine);
testTunedArtifact(openWasmEngine);
