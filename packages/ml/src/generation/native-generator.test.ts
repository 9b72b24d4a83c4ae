import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testGenerator } from './generator.suite.ts';
import { testKvRows } from './kv-rows.suite.ts';

process.env.TF_ENABLE_ONEDNN_OPTS = '0';
process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('generator on TensorFlow', { timeout: 60_000 }, () => {
  if (open === undefined) return;
  testKvRows(open);
  testGenerator(open);
});
