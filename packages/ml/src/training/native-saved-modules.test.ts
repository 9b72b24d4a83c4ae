import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { testSavedModules } from './saved-modules.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

describe.skipIf(open === undefined)('modules trained beside an adapter on TensorFlow', { timeout: 60_000 }, () => {
  if (open !== undefined) testSavedModules(open);
});
