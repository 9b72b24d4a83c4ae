import { DatasetReport } from '@modelmint/domain/dataset-report';
import { AppError } from '@modelmint/domain/errors';
import { estimateTraining, type TrainingEstimate } from '@modelmint/domain/estimate';
import {
  autoHyperparameters,
  type FineTuningMethod,
  resolveSpec,
  type TextClassifierSpec,
} from '@modelmint/domain/hyperparameters';
import type { DatasetVersion } from '../generated/client.ts';

export interface TrainingPlan {
  spec: TextClassifierSpec;
  estimate: TrainingEstimate;
}

/** The numbers of a job from its data; the version must be READY. Throws `invalid_value` for what does not fit it. */
export function planTraining(
  version: Pick<DatasetVersion, 'report' | 'trainRows' | 'trainTokens'>,
  { method, seed, rateMicros }: { method: FineTuningMethod; seed: number; rateMicros: bigint },
): TrainingPlan {
  const report = DatasetReport.parse(version.report);
  const trainTokens = version.trainTokens ?? BigInt(report.tokensTrain);
  const data = {
    trainRows: version.trainRows ?? report.split.train,
    trainTokens: Number(trainTokens),
    labels: report.labels.length,
  };
  const spec = resolveSpec(method.supervised?.hyperparameters ?? autoHyperparameters, data, seed);
  return { spec, estimate: estimateTraining({ spec, trainTokens, rateMicros }) };
}

/** Why a version cannot be trained on, with the first lines at fault. */
export function invalidDataset(version: Pick<DatasetVersion, 'report' | 'reason'>): AppError {
  const report = DatasetReport.safeParse(version.report);
  const found = report.success ? report.data.problems.flatMap(({ line }) => (line === null ? [] : [line])) : [];
  const lines = [...new Set(found)].slice(0, 5);
  const where = lines.length === 0 ? '' : ` Lines: ${lines.join(', ')}${found.length > lines.length ? ', …' : ''}.`;
  const reason = version.reason ?? 'The data cannot be used.';
  return new AppError('dataset_invalid', `The training file cannot be used. ${reason}${where}`, {
    param: 'training_file',
  });
}
