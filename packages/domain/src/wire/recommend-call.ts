import { z } from 'zod';
import { AppError, isAppError } from '../errors.ts';
import { entityId, RecommendAnswer, type RecommendRequest, servingPaths } from '../serving-contract.ts';
import { type CalledModel, servedModel } from './called-model.ts';
import { type ModelCall, sum } from './model-call.ts';
import type { RecommendedItems } from './recommendation-object.ts';

const deadlineMs = 60_000;
const usersMax = 128;
const itemsMax = 1_000;
const topKMax = 1_000;

/** The id of a user or an item, as the training file spells it; 7 and "7" are the same. */
const Entity = z
  .custom<string | number>(
    (value) => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)),
    'an id is a text or a number',
  )
  .refine((id) => typeof id === 'number' || id.trim() !== '', 'the id is empty')
  .refine((id) => entityId.safeParse(id).success, 'an id has at most 200 characters');
const Entities = (max: number) => z.array(Entity).max(max);

/** The body of `POST /v1/recommendations`. */
export const Recommend = z
  .object({
    model: z.string().min(1).max(300),
    /** One of the two. */
    user: Entity.optional(),
    users: Entities(usersMax).min(1).optional(),
    /** Items of each user. */
    top_k: z.number().int().min(1).max(topKMax).default(10),
    /** Only these are ranked, what the user has among them; all that the model knows when absent. */
    items: Entities(itemsMax).min(1).optional(),
    /** Never answered. */
    exclude: Entities(itemsMax).default([]),
    /** Also what the user has, which is left out else. */
    include_seen: z.boolean().default(false),
  })
  .refine(({ user, users }) => user !== undefined || users !== undefined, {
    path: ['user'],
    message: 'send a user, or several as users',
  })
  .refine(({ user, users }) => user === undefined || users === undefined, {
    path: ['users'],
    message: 'send either a user or several as users',
  });
export type Recommend = z.output<typeof Recommend>;

export function askRecommend(model: CalledModel, asked: Recommend): ModelCall<RecommendAnswer> {
  const users = usersOf(asked);
  return {
    inputs: users.length,
    tokensMax: users.length * Math.min(asked.top_k, asked.items?.length ?? asked.top_k),
    question: {
      path: servingPaths.recommend,
      body: {
        ...servedModel(model),
        users,
        topK: asked.top_k,
        items: asked.items ?? null,
        exclude: asked.exclude,
        includesSeen: asked.include_seen,
      } satisfies RecommendRequest,
      answer: RecommendAnswer,
      isWhole: ({ results, tokens }) => results.length === users.length && tokens.length === users.length,
      deadlineMs,
    },
    count: ({ tokens }) => ({ prompt: 0, completion: sum(tokens) }),
  };
}

export function withUsers({ results }: RecommendAnswer, asked: Recommend): RecommendedItems['results'] {
  const users = usersOf(asked);
  return results.map((result, index) => ({ ...result, user: users[index] ?? '' }));
}

function usersOf({ user, users }: Recommend): (string | number)[] {
  return users ?? (user === undefined ? [] : [user]);
}

/** A worker knows lists of users only; a client that has sent one knows it as `user`. */
export function nameUserAsAsked(error: unknown, { users }: Recommend): unknown {
  if (!isAppError(error) || error.param === null || users !== undefined) return error;
  const { code, message, retryable } = error;
  return new AppError(code, message, {
    ...{ param: error.param.replace(/^users(\[0\])?/, 'user'), retryable, cause: error },
  });
}
