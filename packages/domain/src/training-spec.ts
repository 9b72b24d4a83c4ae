import { z } from 'zod';
import { CausalLmSpec } from './causal-lm-spec.ts';
import { CnnSpec } from './cnn-spec.ts';
import { TextClassifierSpec } from './hyperparameters.ts';

/** Everything that a training needs to know, as numbers, whatever its task; frozen in the job. */
export const TrainingSpec = z.discriminatedUnion('task', [TextClassifierSpec, CausalLmSpec, CnnSpec]);
export type TrainingSpec = z.infer<typeof TrainingSpec>;
