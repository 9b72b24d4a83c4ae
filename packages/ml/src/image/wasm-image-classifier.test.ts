import { describe } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testImageClassifiers } from './image-classifier.suite.ts';

describe('image classifiers on WebAssembly', { timeout: 60_000 }, () => testImageClassifiers(openWasmEngine));
