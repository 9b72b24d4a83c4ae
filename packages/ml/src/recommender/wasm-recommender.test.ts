import { openWasmEngine } from '../engine/engines-to-test.ts';
import { describeRecommender } from './recommender.suite.ts';

describeRecommender(openWasmEngine);
