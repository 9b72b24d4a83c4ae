import { kindOfSpec, type TrainingKind } from '@modelmint/domain/training-kind';
import { exportTfjs } from '@modelmint/ml/tfjs-export/export-tfjs';
import { trainCausalLmJob } from './train-causal-lm-job.ts';
import { trainCnnJob } from './train-cnn-job.ts';
import { trainEncoderClassifierJob } from './train-encoder-classifier-job.ts';
import { trainLanguageModelJob } from './train-language-model-job.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import { trainRecommenderJob } from './train-recommender-job.ts';
import { trainTabularJob } from './train-tabular-job.ts';
import { trainTextClassifierJob } from './train-text-classifier-job.ts';
import { trainVisionClassifierJob } from './train-vision-classifier-job.ts';
import type { TrainingTools } from './training-tools.ts';

/** Trains what the task of the spec says; of what TensorFlow.js layers can hold, the files for browsers are made too. */
export async function trainByTask(request: TrainRequest, tools: TrainingTools): Promise<TrainingDone> {
  const done = await train(request, tools);
  if (!forBrowsers.has(kindOfSpec(request.spec))) return done;
  return { ...done, tfjsFolder: await exportTfjs(done.artifactFolder, `${done.artifactFolder}-tfjs`) };
}

const forBrowsers: ReadonlySet<TrainingKind> = new Set(['text-classification', 'image-classification', 'tabular']);

function train(request: TrainRequest, tools: TrainingTools): Promise<TrainingDone> {
  const { spec } = request;
  switch (spec.task) {
    case 'text-classification':
      if ('kind' in spec) return trainEncoderClassifierJob({ ...request, spec }, tools);
      return trainTextClassifierJob({ ...request, spec }, tools);
    case 'text-generation':
      if ('kind' in spec) return trainLanguageModelJob({ ...request, spec }, tools);
      return trainCausalLmJob({ ...request, spec }, tools);
    case 'image-classification':
      if ('kind' in spec) return trainVisionClassifierJob({ ...request, spec }, tools);
      return trainCnnJob({ ...request, spec }, tools);
    case 'tabular-classification':
    case 'tabular-regression':
      return trainTabularJob({ ...request, spec }, tools);
    case 'recommendation':
      return trainRecommenderJob({ ...request, spec }, tools);
  }
}
