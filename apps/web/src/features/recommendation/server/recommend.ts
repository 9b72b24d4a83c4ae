import { AppError, isAppError } from '@modelmint/domain/errors';
import { entityId, RecommendAnswer, type RecommendRequest, servingPaths } from '@modelmint/domain/serving-contract';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { Answered, CallContext } from '../../call/server/call-context.ts';
import { meterCall } from '../../call/server/meter-call.ts';
import { findModel, servedModel } from '../../model/server/find-model.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

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

export interface Recommended extends Omit<Answered<RecommendAnswer>, 'answer'> {
  /** For each user, as they were asked, the best items, best first. */
  results: (RecommendAnswer['results'][number] & { user: string | number })[];
  /** Items that were answered. */
  tokens: number;
}

/** Items for users; one metered call. */
export async function recommend(
  deps: Deps,
  principal: Principal,
  asked: Recommend,
  context: CallContext<Recommended>,
): Promise<Recommended> {
  requirePermission(principal, 'model.call');
  const found = await findModel(deps, principal, { name: asked.model, abilities: ['recommend'] });
  const users = usersOf(asked);
  const { finish } = context;
  const answered = await meterCall<RecommendAnswer>(
    deps,
    {
      principal,
      name: asked.model,
      found,
      inputs: users.length,
      tokensMax: users.length * Math.min(asked.top_k, asked.items?.length ?? asked.top_k),
      question: {
        path: servingPaths.recommend,
        body: {
          ...servedModel(found),
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
      count: ({ tokens }) => ({ prompt: 0, completion: tokens.reduce((sum, one) => sum + one, 0) }),
    },
    {
      ...context,
      finish: async (tx, outcome) => finish?.(tx, toRecommended(outcome, users)),
    },
  ).catch((error: unknown) => {
    throw namedAsAsked(error, asked);
  });
  return toRecommended(answered, users);
}

function usersOf({ user, users }: Recommend): (string | number)[] {
  return users ?? (user === undefined ? [] : [user]);
}

function toRecommended(
  { answer, ...rest }: Answered<RecommendAnswer>,
  users: readonly (string | number)[],
): Recommended {
  const results = answer.results.map((result, index) => ({ ...result, user: users[index] ?? '' }));
  return { ...rest, results, tokens: rest.completionTokens };
}

/** A worker knows lists of users only; a client that has sent one knows it as `user`. */
function namedAsAsked(error: unknown, { users }: Recommend): unknown {
  if (!isAppError(error) || error.param === null || users !== undefined) return error;
  const { code, message, retryable } = error;
  return new AppError(code, message, {
    ...{ param: error.param.replace(/^users(\[0\])?/, 'user'), retryable, cause: error },
  });
}
