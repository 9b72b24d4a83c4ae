import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testAdam } from './adam.suite.ts';
import { testAdamW } from './open-adamw.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('Adam on TensorFlow', () => {
  if (open === undefined) return;
  testAdam(open);
  testAdamW(open);
});
