import { z } from 'zod';
import type { DatasetReport } from './dataset-report.ts';
import { AppError } from './errors.ts';
import type { InferenceRoute } from './inference-job.ts';
import { type ModelAbility, wordsOf } from './model-ability.ts';
import type { Task } from './task.ts';

export const evaluationParts = ['validation', 'all'] as const;
/** Which rows of a version are asked: those that no training on it saw, or all of them. */
export type EvaluationPart = (typeof evaluationParts)[number];

/** The numbers of all rows are in memory at once when they are judged. */
export const evaluationLimits = { rowsMax: 100_000, labelsMax: 1_000 };

export const EvaluationSettings = z.object({
  part: z.enum(evaluationParts).default('validation'),
  /** Of models that write: tokens that an answer has at most. */
  maxTokens: z.number().int().min(1).max(2_048).default(128),
});
export type EvaluationSettings = z.output<typeof EvaluationSettings>;

/** What the rows of an evaluation ask of a model. */
export interface EvaluationAsk {
  route: InferenceRoute;
  column: string | null;
  parameters: Record<string, unknown>;
}

const abilityOfTask: Partial<Record<Task, ModelAbility>> = {
  'text-classification': 'classify-texts',
  'image-classification': 'classify-images',
  'text-generation': 'generate',
  tabular: 'predict',
};

/** @throws AppError `invalid_value` for data that this model cannot be measured on. */
export function askOfEvaluation(
  report: DatasetReport,
  abilities: readonly ModelAbility[],
  { maxTokens }: Pick<EvaluationSettings, 'maxTokens'>,
): EvaluationAsk {
  const { task, labels } = report;
  const ability = abilityOfTask[task];
  if (ability === undefined)
    throw new AppError(
      'invalid_value',
      'Recommenders are measured while they are trained, on the last item of each user: see the page of the model. Choose data with an answer in each row.',
      { param: 'datasetId' },
    );
  if (!abilities.includes(ability))
    throw new AppError(
      'invalid_value',
      `The model ${abilities.length === 0 ? 'has no labels to answer with' : wordsOf(abilities)}; this data set is for one that ${wordsOf([ability])}. Choose another model or another data set.`,
      { param: 'datasetId' },
    );
  const topK = { top_k: evaluationLimits.labelsMax };
  if (ability === 'classify-texts') return { route: '/v1/classifications', column: 'text', parameters: topK };
  if (ability === 'classify-images') return { route: '/v1/classifications', column: null, parameters: topK };
  if (ability === 'predict')
    return { route: '/v1/predictions', column: null, parameters: labels.length === 0 ? {} : topK };
  return askOfText(report, maxTokens);
}

/** By what most rows are: chats, prompts with answers, or text alone, whose own tokens are weighed and nothing is written. */
function askOfText({ chat }: DatasetReport, maxTokens: number): EvaluationAsk {
  const { messages = 0, completion = 0, text = 0 } = chat?.rows ?? {};
  const greedy = { max_tokens: maxTokens, temperature: 0 };
  if (messages > 0 && messages >= text) return { route: '/v1/chat/completions', column: null, parameters: greedy };
  if (completion >= text) return { route: '/v1/completions', column: null, parameters: greedy };
  return { route: '/v1/completions', column: null, parameters: { echo: true, max_tokens: 0, logprobs: 1 } };
}

/** Whether rows are weighed token by token instead of answered. */
export const weighsTokens = ({ parameters }: Pick<EvaluationAsk, 'parameters'>): boolean => parameters.echo === true;

/** @throws AppError for more rows than one evaluation judges, and for none. */
export function checkEvaluationSize(rows: number, { labels }: Pick<DatasetReport, 'labels'>): void {
  const count = (number: number) => number.toLocaleString('en-US');
  if (rows === 0)
    throw new AppError('invalid_value', 'The data set has no held-out rows. Evaluate on all of its rows instead.', {
      param: 'part',
    });
  const { rowsMax, labelsMax } = evaluationLimits;
  if (labels.length > labelsMax)
    throw new AppError(
      'invalid_value',
      `The data set has ${count(labels.length)} labels; an evaluation judges at most ${count(labelsMax)}.`,
      { param: 'datasetId' },
    );
  if (rows <= rowsMax) return;
  throw new AppError(
    'invalid_value',
    `These are ${count(rows)} rows; an evaluation judges at most ${count(rowsMax)}. Choose the held-out rows, or a smaller data set.`,
    { param: 'part' },
  );
}
