import { EvaluationSettings } from '@modelmint/domain/evaluation';
import { isVisibleLine, visibleLine } from '@modelmint/domain/visible-text';
import { z } from 'zod';

/** A model × the rows of a data set. */
export const EvaluationInput = z.strictObject({
  model: z.string().min(1).max(300),
  datasetId: z.string().min(1).max(64),
  ...EvaluationSettings.shape,
});
export type EvaluationInput = z.output<typeof EvaluationInput>;

export const StartEvaluation = EvaluationInput.extend({
  name: z.string().trim().min(1).max(100).refine(isVisibleLine, visibleLine).optional(),
});
export type StartEvaluation = z.output<typeof StartEvaluation>;
