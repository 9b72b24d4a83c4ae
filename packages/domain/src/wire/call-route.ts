import { AppError } from '../errors.ts';
import type { ModelAbility } from '../model-ability.ts';
import type { CalledModel } from './called-model.ts';
import { readChatBody } from './chat-body.ts';
import { toClassificationObject } from './classification-object.ts';
import { askClassify, readClassifyBody } from './classify-call.ts';
import { readCompletionBody } from './completion-body.ts';
import { askEmbed } from './embed-call.ts';
import { readEmbeddingBody } from './embedding-body.ts';
import { toEmbeddingObject } from './embedding-object.ts';
import { askGenerate, type Generate } from './generate-call.ts';
import { type GeneratedTexts, toChatObject, toCompletionObject } from './generation-object.ts';
import type { AnsweredCall, ModelCall, Question, TokenCount } from './model-call.ts';
import { parseInput } from './parse-input.ts';
import { askPredict, nameRowAsAsked, Predict } from './predict-call.ts';
import { toPredictionObject } from './prediction-object.ts';
import { askRecommend, nameUserAsAsked, Recommend, withUsers } from './recommend-call.ts';
import { toRecommendationObject } from './recommendation-object.ts';

/** Those that ask a model, as a batch names them. */
export const callRoutes = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/classifications',
  '/v1/predictions',
  '/v1/recommendations',
] as const;
export type CallRoute = (typeof callRoutes)[number];

const abilities: Record<CallRoute, readonly ModelAbility[]> = {
  '/v1/chat/completions': ['generate'],
  '/v1/completions': ['generate'],
  '/v1/embeddings': ['embed'],
  '/v1/classifications': ['classify-texts', 'classify-images'],
  '/v1/predictions': ['predict'],
  '/v1/recommendations': ['recommend'],
};

/** A model must have one of them to answer this route. */
export function abilitiesOfRoute(route: CallRoute): readonly ModelAbility[] {
  return abilities[route];
}

/** The body of a call of any route, checked. */
export interface ReadCall {
  /** The name that is called. */
  model: string;
  /** @throws AppError for what this model cannot do. */
  ask: (model: CalledModel) => AskedCall;
}

export interface AskedCall {
  inputs: number;
  /** What the worker can count at most. */
  tokensMax: number;
  path: Question<unknown>['path'];
  body: Question<unknown>['body'];
  deadlineMs: number;
  /** @throws AppError `internal_error` for an answer that is not one to this call. */
  readAnswer: (answer: unknown) => ReadAnswer;
  /** An error of the worker, by the names that the client has used. */
  toClientError: (error: unknown) => unknown;
}

export interface ReadAnswer {
  tokens: TokenCount;
  /** As the route answers it. */
  toObject: (call: AnsweredCall) => Record<string, unknown>;
}

/** @throws AppError for a body that this route refuses. */
export function readCall(route: CallRoute, value: unknown): ReadCall {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('invalid_value', 'The body is a JSON object.', { param: 'body' });
  switch (route) {
    case '/v1/chat/completions':
      return generation(readChatBody(value), toChatObject);
    case '/v1/completions':
      return generation(readCompletionBody(value), toCompletionObject);
    case '/v1/embeddings':
      return embedding(value);
    case '/v1/classifications':
      return classification(value);
    case '/v1/predictions':
      return prediction(value);
    case '/v1/recommendations':
      return recommendation(value);
  }
}

function generation(body: Generate, toObject: (generated: GeneratedTexts) => Record<string, unknown>): ReadCall {
  return {
    model: body.model,
    ask: (model) =>
      erase(askGenerate(model, body), (answer, { prompt, completion }, call) =>
        toObject({ ...call, answer, promptTokens: prompt, completionTokens: completion }),
      ),
  };
}

function embedding(value: object): ReadCall {
  const body = readEmbeddingBody(value);
  return {
    model: body.model,
    ask: (model) =>
      erase(askEmbed(model, body), (answer, { prompt }, call) =>
        toEmbeddingObject({ ...call, answer, promptTokens: prompt }, body),
      ),
  };
}

function classification(value: object): ReadCall {
  const body = readClassifyBody(value);
  return {
    model: body.model,
    ask: (model) =>
      erase(askClassify(model, body), ({ results }, { prompt }, call) =>
        toClassificationObject({ ...call, results, tokens: prompt }),
      ),
  };
}

function prediction(value: object): ReadCall {
  const body = parseInput(Predict, value);
  return {
    model: body.model,
    ask: (model) => ({
      ...erase(askPredict(model, body), ({ results }, { prompt }, call) =>
        toPredictionObject({ ...call, results, tokens: prompt }),
      ),
      toClientError: (error) => nameRowAsAsked(error, body),
    }),
  };
}

function recommendation(value: object): ReadCall {
  const body = parseInput(Recommend, value);
  return {
    model: body.model,
    ask: (model) => ({
      ...erase(askRecommend(model, body), (answer, { completion }, call) =>
        toRecommendationObject({ ...call, results: withUsers(answer, body), tokens: completion }),
      ),
      toClientError: (error) => nameUserAsAsked(error, body),
    }),
  };
}

/** Callers of every route need not know what each answers. */
function erase<A>(
  { question, count, ...rest }: ModelCall<A>,
  toObject: (answer: A, tokens: TokenCount, call: AnsweredCall) => Record<string, unknown>,
): AskedCall {
  const { path, body, deadlineMs } = question;
  return {
    ...{ ...rest, path, body, deadlineMs },
    toClientError: (error) => error,
    readAnswer: (value) => {
      const answer = question.answer.safeParse(value);
      if (!answer.success || !question.isWhole(answer.data))
        throw new AppError('internal_error', 'The model has answered something else than was asked.');
      const tokens = count(answer.data);
      return { tokens, toObject: (call) => toObject(answer.data, tokens, call) };
    },
  };
}
