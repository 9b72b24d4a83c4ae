import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testStepGradients } from './step-gradients.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('gradients of a step on TensorFlow', () => {
  if (open !== undefined) testStepGradients(open);
});
