import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testLanguageModel } from './language-model.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
process.env.TF_ENABLE_ONEDNN_OPTS = '0';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('language models from scratch on TensorFlow', { timeout: 120_000 }, () => {
  if (open !== undefined) testLanguageModel(open);
});
