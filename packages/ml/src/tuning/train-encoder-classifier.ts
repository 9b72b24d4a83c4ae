import type { TextCounts, TrainEncoderClassifierOptions, TunedClassifier } from './classifier-training.ts';

export async function trainEncoderClassifier(
  options: TrainEncoderClassifierOptions,
): Promise<TunedClassifier & { data: { train: TextCounts; validation: TextCounts } }> {
  throw new Error(`${options.modelFolder}: to be written`);
}
