import type { PredictAnswer, RecommendAnswer } from '@modelmint/domain/serving-contract';
import { z } from 'zod';
import type { RunView } from '../server/list-runs.ts';

const Label = z.object({ label: z.string(), score: z.number() });

/** What a run was answered, as the pages got it. What is of another mode is left out. */
const Answer = z.object({
  requestId: z.string().catch(''),
  modelName: z.string().catch(''),
  latencyMs: z.number().catch(0),
  text: z.string().optional().catch(undefined),
  finishReason: z.enum(['stop', 'length']).optional().catch(undefined),
  promptTokens: z.number().optional().catch(undefined),
  completionTokens: z.number().optional().catch(undefined),
  inputTokens: z.number().optional().catch(undefined),
  outputTokens: z.number().optional().catch(undefined),
  scores: z.array(Label).optional().catch(undefined),
  vectors: z.array(z.array(z.number())).optional().catch(undefined),
  predictions: z
    .array(z.looseObject({ kind: z.string() }))
    .optional()
    .catch(undefined),
  recommendation: z
    .looseObject({ items: z.array(z.looseObject({ item: z.string(), score: z.number() })) })
    .optional()
    .catch(undefined),
});

export type KeptAnswer = Omit<z.infer<typeof Answer>, 'predictions' | 'recommendation'> & {
  predictions?: PredictAnswer['results'] | undefined;
  recommendation?: RecommendAnswer['results'][number] | undefined;
};

export const readRunAnswer = ({ answer }: Pick<RunView, 'answer'>): KeptAnswer => Answer.parse(answer) as KeptAnswer;

/** All that were charged for in the last call. */
export const tokensOfAnswer = (answer: KeptAnswer): number =>
  (answer.promptTokens ?? 0) + (answer.completionTokens ?? 0) + (answer.inputTokens ?? 0) + (answer.outputTokens ?? 0);
