import { z } from 'zod';
import { CausalLmSpec } from './causal-lm-spec.ts';
import { CnnSpec } from './cnn-spec.ts';
import { EncoderClassifierSpec } from './encoder-classifier-spec.ts';
import { TextClassifierSpec } from './hyperparameters.ts';
import { LanguageModelSpec } from './language-model-spec.ts';
import { RecommenderSpec } from './recommender-spec.ts';
import { TabularSpec } from './tabular-spec.ts';
import { VisionClassifierSpec } from './vision-classifier-spec.ts';

/** Everything that a training needs to know, as numbers, whatever its task; frozen in the job. `kindOfSpec` tells them apart. */
export const TrainingSpec = z.union([
  z.discriminatedUnion('task', [TextClassifierSpec, CausalLmSpec, CnnSpec, TabularSpec, RecommenderSpec]),
  LanguageModelSpec,
  EncoderClassifierSpec,
  VisionClassifierSpec,
]);
export type TrainingSpec = z.infer<typeof TrainingSpec>;
