import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testFineTuning } from './train.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('fine-tuning on TensorFlow', { timeout: 120_000 }, () => {
  if (open !== undefined) testFineTuning(open);
});
