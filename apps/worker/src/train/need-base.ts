import { AppError } from '@modelmint/domain/errors';
import type { TrainRequest } from './train-message.ts';

/** The folder of the checkpoint that is tuned. */
export function needBase({ baseFolder, baseModel }: Pick<TrainRequest, 'baseFolder' | 'baseModel'>): string {
  if (baseFolder !== null) return baseFolder;
  throw new AppError('internal_error', `The files of the base model ${baseModel} were not brought to the worker.`);
}
