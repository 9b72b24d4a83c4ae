import { describe } from 'vitest';
import { nativeEngineOpener } from '../engine/engines-to-test.ts';
import { describeRecommender } from './recommender.suite.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);
describe.skipIf(open === undefined)('recommenders on TensorFlow', () => {
  if (open !== undefined) describeRecommender(open);
});
