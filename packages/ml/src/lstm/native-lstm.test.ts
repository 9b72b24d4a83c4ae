import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testLstm } from './lstm.suite.ts';

process.env.TF_ENABLE_ONEDNN_OPTS = '0';
process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('LSTM on TensorFlow', () => {
  if (open !== undefined) testLstm(open);
});
