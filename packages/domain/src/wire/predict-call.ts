import { z } from 'zod';
import { AppError, isAppError } from '../errors.ts';
import { PredictAnswer, type PredictRequest, servingPaths } from '../serving-contract.ts';
import { type CalledModel, servedModel } from './called-model.ts';
import { type ModelCall, sum } from './model-call.ts';
import { PredictInput } from './predict-input.ts';

const deadlineMs = 60_000;

/** The body of `POST /v1/predictions`. */
export const Predict = z.object({
  model: z.string().min(1).max(300),
  input: PredictInput,
  /** Of a model that predicts labels. */
  top_k: z.number().int().min(1).max(1_000).default(1),
});
export type Predict = z.output<typeof Predict>;

export function askPredict(model: CalledModel, { input, top_k: topK }: Predict): ModelCall<PredictAnswer> {
  const rows = Array.isArray(input) ? input : [input];
  return {
    inputs: rows.length,
    // A row without a column that the model reads is refused, so that no more cells are counted than were given.
    tokensMax: sum(rows.map((row) => Math.max(1, Object.keys(row).length))),
    question: {
      path: servingPaths.predict,
      body: { ...servedModel(model), rows, topK } satisfies PredictRequest,
      answer: PredictAnswer,
      isWhole: ({ results, tokens }) => results.length === rows.length && tokens.length === rows.length,
      deadlineMs,
    },
    count: ({ tokens }) => ({ prompt: sum(tokens), completion: 0 }),
  };
}

/** A worker knows lists of rows only; a client that has sent one row knows it as `input`. */
export function nameRowAsAsked(error: unknown, { input }: Pick<Predict, 'input'>): unknown {
  if (!isAppError(error) || error.param === null) return error;
  const { code, message, retryable } = error;
  const param = error.param.replace(Array.isArray(input) ? /^rows\b/ : /^(rows|input)(\[0\])?/, 'input');
  return new AppError(code, message, { param, retryable, cause: error });
}
