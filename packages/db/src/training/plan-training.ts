import type { CheckpointFacts } from '@modelmint/domain/base-model';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import { AppError } from '@modelmint/domain/errors';
import { estimateTraining, type TrainingEstimate } from '@modelmint/domain/estimate';
import { refuseForeignHyperparameters } from '@modelmint/domain/hyperparameter-names';
import {
  autoHyperparameters,
  type FineTuningMethod,
  type Hyperparameters,
  resolveSpec,
} from '@modelmint/domain/hyperparameters';
import { longWords } from '@modelmint/domain/long-words';
import { resolveCausalLm } from '@modelmint/domain/resolve-causal-lm';
import { resolveCnn } from '@modelmint/domain/resolve-cnn';
import { resolveEncoderClassifier } from '@modelmint/domain/resolve-encoder-classifier';
import { resolveLanguageModel } from '@modelmint/domain/resolve-language-model';
import { resolveRecommender } from '@modelmint/domain/resolve-recommender';
import { resolveTabular } from '@modelmint/domain/resolve-tabular';
import { imageOf, resolveVisionClassifier } from '@modelmint/domain/resolve-vision-classifier';
import type { Task } from '@modelmint/domain/task';
import { trainingKindOf } from '@modelmint/domain/training-kind';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { DatasetVersion } from '../generated/client.ts';
import type { Trainable } from './find-trainable.ts';

export interface TrainingPlan {
  spec: TrainingSpec;
  /** Why a number was chosen, in words; by the names of the spec. */
  reasons: Partial<Record<string, string>>;
  estimate: TrainingEstimate;
}

export interface PlanOptions {
  base: Trainable;
  method: FineTuningMethod;
  seed: number;
  rateMicros: bigint;
}

/** The numbers of a job from its data; the version must be READY. Throws `invalid_value` for what does not fit it. */
export function planTraining(
  version: Pick<DatasetVersion, 'report' | 'trainRows' | 'trainTokens'>,
  { base, method, seed, rateMicros }: PlanOptions,
): TrainingPlan {
  const report = DatasetReport.parse(version.report);
  const trainTokens = version.trainTokens ?? BigInt(report.tokensTrain);
  const trainRows = version.trainRows ?? report.split.train;
  const asked = method.supervised?.hyperparameters ?? autoHyperparameters;
  refuseForeignHyperparameters(asked, trainingKindOf({ task: base.task, isFromScratch: base.checkpoint === null }));
  const { spec, reasons } = resolve(asked, { base, report, trainRows, trainTokens, seed });
  const sizes = base.checkpoint === null ? {} : sizesOf(base.checkpoint.facts);
  return { spec, reasons, estimate: estimateTraining({ spec, trainRows, trainTokens, rateMicros, ...sizes }) };
}

function sizesOf(facts: CheckpointFacts): { parameters: number; multiplications?: number } {
  const { kind, parameters } = facts;
  return kind === 'image-classifier' ? { parameters, multiplications: imageOf(facts).multiplications } : { parameters };
}

interface Found {
  base: Trainable;
  report: DatasetReport;
  trainRows: number;
  trainTokens: bigint;
  seed: number;
}

function resolve(asked: Hyperparameters, found: Found): Pick<TrainingPlan, 'spec' | 'reasons'> {
  const { base, trainRows, seed } = found;
  const trainTokens = Number(found.trainTokens);
  if (base.checkpoint !== null) return resolveTuned(asked, base.checkpoint.facts, found);
  if (base.task === 'text-generation') {
    const kind = base.name === 'language-model-lstm' ? 'lstm' : 'llama';
    return resolveLanguageModel(asked, kind, { trainRows, trainTokens, seed });
  }
  return { spec: resolveScratch(asked, { ...found, task: base.task }), reasons: {} };
}

/** A checkpoint by what it is. */
function resolveTuned(
  asked: Hyperparameters,
  facts: CheckpointFacts,
  { base, report, trainRows, trainTokens: tokens, seed }: Found,
): Pick<TrainingPlan, 'spec' | 'reasons'> {
  const trainTokens = Number(tokens);
  const labels = report.labels.length;
  switch (facts.kind) {
    case 'causal-lm': {
      refuseChatsWithoutTemplate(base, report);
      const longestTokens = report.chat?.longestTokens ?? 0;
      return resolveCausalLm(asked, facts, { trainRows, trainTokens, longestTokens, seed });
    }
    case 'encoder':
      return resolveEncoderClassifier(asked, facts, {
        trainRows,
        trainTokens,
        longWords: longWords(report),
        labels,
        seed,
      });
    case 'image-classifier':
      return resolveVisionClassifier(asked, facts, {
        trainRows,
        validationRows: report.split.validation,
        labels,
        seed,
      });
  }
}

type FoundScratch = Found & { task: Exclude<Task, 'text-generation'> };

function resolveScratch(asked: Hyperparameters, found: FoundScratch): TrainingSpec {
  const { task, report, trainRows, seed } = found;
  const labels = report.labels.length;
  switch (task) {
    case 'text-classification':
      return resolveSpec(asked, { trainRows, trainTokens: Number(found.trainTokens), labels }, seed);
    case 'image-classification': {
      const { widthMax = 0, heightMax = 0 } = report.images ?? {};
      return resolveCnn(asked, { trainRows, sideMax: Math.max(widthMax, heightMax), labels }, seed);
    }
    case 'tabular':
      return resolveTabular(
        asked,
        { trainRows, validationRows: report.split.validation, table: readAs(report.table, task), labels },
        seed,
      );
    case 'recommendation':
      return resolveRecommender(asked, { trainRows, ratings: readAs(report.ratings, task) }, seed);
  }
}

/** The reading that is trained from was made for the task. */
function readAs<T>(facts: T | undefined, task: string): T {
  if (facts !== undefined) return facts;
  throw new AppError('invalid_state', `The training file was not read for ${task}. Read it anew.`, {
    param: 'training_file',
  });
}

/** A model that was never told how a chat is written cannot be taught by chats. */
function refuseChatsWithoutTemplate({ name, checkpoint }: Trainable, { chat }: DatasetReport): void {
  if (checkpoint?.facts.hasChatTemplate !== false || chat === undefined || chat.rows.messages === 0) return;
  throw new AppError(
    'invalid_value',
    `The model '${name}' has no chat template, and ${chat.rows.messages.toLocaleString('en-US')} rows are chats. ` +
      'Choose a model that has one, import it again with a chat_template.jinja, or write the rows as prompt and completion.',
    { param: 'model' },
  );
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
