import { AppError, isAppError } from '@modelmint/domain/errors';
import { PredictAnswer, type PredictRequest, servingPaths } from '@modelmint/domain/serving-contract';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { findModel, servedModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { PredictInput } from './predict-input.ts';

const deadlineMs = 60_000;

export const Predict = z.object({
  model: z.string().min(1).max(300),
  input: PredictInput,
  /** Of a model that predicts labels. */
  top_k: z.number().int().min(1).max(1_000).default(1),
});
export type Predict = z.output<typeof Predict>;

export interface Predicted extends Omit<Answered<PredictAnswer>, 'answer'> {
  /** For each row its labels, likeliest first, or its value. */
  results: PredictAnswer['results'];
  /** Cells that were read. */
  tokens: number;
}

/** A label or a value for each row of a table; one metered call. */
export async function predict(
  deps: Deps,
  principal: Principal,
  { model: name, input, top_k: topK }: Predict,
  context: CallContext<Predicted>,
): Promise<Predicted> {
  requirePermission(principal, 'model.call');
  const found = await findModel(deps, principal, { name, abilities: ['predict'] });
  const rows = Array.isArray(input) ? input : [input];
  const { finish } = context;
  const answered = await meterCall<PredictAnswer>(
    deps,
    {
      principal,
      name,
      found,
      inputs: rows.length,
      // A row without a column that the model reads is refused, so that no more cells are counted than were given.
      tokensMax: rows.reduce((sum, row) => sum + Math.max(1, Object.keys(row).length), 0),
      question: {
        path: servingPaths.predict,
        body: { ...servedModel(found), rows, topK } satisfies PredictRequest,
        answer: PredictAnswer,
        isWhole: ({ results, tokens }) => results.length === rows.length && tokens.length === rows.length,
        deadlineMs,
      },
      count: ({ tokens }) => ({ prompt: tokens.reduce((sum, one) => sum + one, 0), completion: 0 }),
    },
    {
      ...context,
      finish: async (tx, outcome) => finish?.(tx, toPredicted(outcome)),
    },
  ).catch((error: unknown) => {
    throw namedAsAsked(error, Array.isArray(input));
  });
  return toPredicted(answered);
}

function toPredicted({ answer, ...rest }: Answered<PredictAnswer>): Predicted {
  return { ...rest, results: answer.results, tokens: rest.promptTokens };
}

/** A worker knows lists of rows only; a client that has sent one row knows it as `input`. */
function namedAsAsked(error: unknown, isList: boolean): unknown {
  if (!isAppError(error) || error.param === null) return error;
  const { code, message, retryable } = error;
  const param = error.param.replace(isList ? /^rows\b/ : /^(rows|input)(\[0\])?/, 'input');
  return new AppError(code, message, { param, retryable, cause: error });
}
