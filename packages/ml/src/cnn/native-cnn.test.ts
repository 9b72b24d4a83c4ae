import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { describeCnn } from './cnn.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);
describe.skipIf(open === undefined)('convolutional network on TensorFlow', () => {
  if (open !== undefined) describeCnn(open);
});
