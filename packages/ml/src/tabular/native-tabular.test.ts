import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { describeTabular } from './tabular.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);
describe.skipIf(open === undefined)('models of tables on TensorFlow', () => {
  if (open !== undefined) describeTabular(open);
});
