import { trainCausalLmJob } from './train-causal-lm-job.ts';
import { trainCnnJob } from './train-cnn-job.ts';
import { trainLanguageModelJob } from './train-language-model-job.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import { trainRecommenderJob } from './train-recommender-job.ts';
import { trainTabularJob } from './train-tabular-job.ts';
import { trainTextClassifierJob } from './train-text-classifier-job.ts';
import type { TrainingTools } from './training-tools.ts';

/** Trains what the task of the spec says. */
export async function trainByTask(request: TrainRequest, tools: TrainingTools): Promise<TrainingDone> {
  const { spec } = request;
  switch (spec.task) {
    case 'text-classification':
      return trainTextClassifierJob({ ...request, spec }, tools);
    case 'text-generation':
      if ('kind' in spec) return trainLanguageModelJob({ ...request, spec }, tools);
      return trainCausalLmJob({ ...request, spec }, tools);
    case 'image-classification':
      return trainCnnJob({ ...request, spec }, tools);
    case 'tabular-classification':
    case 'tabular-regression':
      return trainTabularJob({ ...request, spec }, tools);
    case 'recommendation':
      return trainRecommenderJob({ ...request, spec }, tools);
  }
}
