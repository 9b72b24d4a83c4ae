import { trainCausalLmJob } from './train-causal-lm-job.ts';
import { trainCnnJob } from './train-cnn-job.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import { trainTextClassifierJob } from './train-text-classifier-job.ts';
import type { TrainingTools } from './training-tools.ts';

/** Trains what the task of the spec says. */
export function trainByTask(request: TrainRequest, tools: TrainingTools): Promise<TrainingDone> {
  const { spec } = request;
  switch (spec.task) {
    case 'text-classification':
      return trainTextClassifierJob({ ...request, spec }, tools);
    case 'text-generation':
      return trainCausalLmJob({ ...request, spec }, tools);
    case 'image-classification':
      return trainCnnJob({ ...request, spec }, tools);
  }
}
