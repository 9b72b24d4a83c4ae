import type { TrainVisionClassifierOptions, TunedClassifier } from './classifier-training.ts';

export async function trainVisionClassifier(options: TrainVisionClassifierOptions): Promise<TunedClassifier> {
  throw new Error(`${options.modelFolder}: to be written`);
}
