import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testMisses, testReferences } from './check-reference.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('references on TensorFlow', () => {
  if (open === undefined) return;
  testReferences(open);
  testMisses(open);
});
