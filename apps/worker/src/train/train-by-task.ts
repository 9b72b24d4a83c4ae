import type { TrainingSpec } from '@modelmint/domain/training-spec';
import { exportTfjs } from '@modelmint/ml/tfjs-export/export-tfjs';
import { trainCausalLmJob } from './train-causal-lm-job.ts';
import { trainCnnJob } from './train-cnn-job.ts';
import { trainLanguageModelJob } from './train-language-model-job.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import { trainRecommenderJob } from './train-recommender-job.ts';
import { trainTabularJob } from './train-tabular-job.ts';
import { trainTextClassifierJob } from './train-text-classifier-job.ts';
import type { TrainingTools } from './training-tools.ts';

/** Trains what the task of the spec says; of what TensorFlow.js layers can hold, the files for browsers are made too. */
export async function trainByTask(request: TrainRequest, tools: TrainingTools): Promise<TrainingDone> {
  const done = await train(request, tools);
  if (!forBrowsers.has(request.spec.task)) return done;
  return { ...done, tfjsFolder: await exportTfjs(done.artifactFolder, `${done.artifactFolder}-tfjs`) };
}

const forBrowsers: ReadonlySet<TrainingSpec['task']> = new Set([
  'text-classification',
  'image-classification',
  'tabular-classification',
  'tabular-regression',
]);

function train(request: TrainRequest, tools: TrainingTools): Promise<TrainingDone> {
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
