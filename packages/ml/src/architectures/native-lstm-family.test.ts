import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testLstmFamily } from './lstm.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('LSTM language models on TensorFlow', () => {
  if (open !== undefined) testLstmFamily(open);
});
