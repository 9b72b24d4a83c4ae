import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testReferenceSteps } from './reference-steps.suite.ts';
import { testTunedArtifact } from './tuned-artifact.suite.ts';
import { testTuning } from './tuning.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);
describe.skipIf(open === undefined)('tuning classifiers on TensorFlow', () => {
  if (open === undefined) return;
  testTuning(open);
  testReferenceSteps(open);
  testTunedArtifact(open);
});
