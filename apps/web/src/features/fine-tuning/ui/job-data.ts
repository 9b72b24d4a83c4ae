import type { TrainingData } from '@modelmint/domain/hyperparameters';
import type { DatasetView } from '../../dataset/server/dataset-view.ts';

/** A data set as the form of a new job sees it: its newest version. */
export interface JobData {
  datasetId: string;
  name: string;
  versionNumber: number;
  fileId: string;
  /** Why it cannot be trained on now; null when it can. */
  blockedBecause: string | null;
  /** Null until it has been checked. */
  counts: (TrainingData & { validationRows: number }) | null;
}

export function toJobData(dataset: DatasetView): JobData {
  const { id: datasetId, name, versionNumber, fileId, status, counts, labels } = dataset;
  return {
    ...{ datasetId, name, versionNumber, fileId },
    blockedBecause: status === 'READY' ? null : reasons[status],
    counts: counts === null ? null : { ...counts, labels: labels.length },
  };
}

const reasons = {
  PENDING: 'Waits to be checked; it can be chosen when it is ready.',
  VALIDATING: 'Is being checked; it can be chosen when it is ready.',
  INVALID: 'Cannot be trained on; its report says why.',
} as const;
