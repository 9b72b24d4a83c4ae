import type { Engine } from '@modelmint/ml/engine/engine';
import type { Parent } from './parent.ts';

/** What a job in the child works with. */
export interface TrainingTools {
  engine: Engine;
  parent: Parent;
}
