import { readPublicDemo } from '@modelmint/db/system/read-public-demo';
import { takeWindowedAttempt } from '@modelmint/db/system/take-attempt';
import { demoTextMax } from '@modelmint/domain/demo-text-max';
import { AppError, isAppError } from '@modelmint/domain/errors';
import { networkOf } from '@modelmint/domain/network-of';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { CallContext } from '../../call/server/call-context.ts';
import { readCallLimits } from '../../call/server/read-call-limits.ts';
import { type Classified, classify } from '../../classification/server/classify.ts';
import type { Principal } from '../../organization/server/principal.ts';

export const TryDemo = z.strictObject({
  text: z.string().trim().min(1, 'write a text').max(demoTextMax, `a text has at most ${demoTextMax} characters here`),
});
export type TryDemo = z.infer<typeof TryDemo>;

/** A curious visitor needs a few, a script many. All of them together stay cheap for who pays. */
const perAddress = { attemptsMax: 10, windowSeconds: 60 };
const perEverybody = { attemptsMax: 120, windowSeconds: 60 };

/**
 * One call of the demo by somebody without an account, metered and paid by the organization of its endpoint. Throws
 * `rate_limit_exceeded`, and `invalid_state` when there is no demo.
 */
export async function classifyDemo(
  deps: Deps,
  { text, address }: TryDemo & { address: string },
  context: Pick<CallContext<Classified>, 'requestId' | 'signal' | 'onRate'>,
): Promise<Classified> {
  await limit(deps, { key: `demo:${networkOf(address)}`, ...perAddress });
  await limit(deps, { key: 'demo', ...perEverybody });
  const demo = await readPublicDemo(deps.db);
  if (demo === null) throw new AppError('invalid_state', 'There is no demo on this platform.');
  const principal: Principal = {
    organizationId: demo.organizationId,
    projectId: demo.projectId,
    role: 'MEMBER',
    userId: null,
    apiKeyId: null,
    isVerified: true,
  };
  try {
    const limits = await readCallLimits(deps, principal);
    const input = { model: demo.endpoint, input: text, top_k: 5 };
    return await classify(deps, principal, input, { ...context, route: 'demo', limits });
  } catch (error) {
    throw toldToVisitor(deps, error);
  }
}

/** What concerns the organization that pays: its money, its project, its plan. */
const privateCodes: readonly string[] = ['insufficient_quota', 'invalid_state', 'not_found', 'permission_denied'];

/** Strangers are not told what somebody's wallet holds or what their project is called; the operator reads it in the log. */
function toldToVisitor({ log }: Deps, error: unknown): unknown {
  if (!isAppError(error) || !privateCodes.includes(error.code)) return error;
  log.warn({ err: error }, 'the demo cannot be called');
  return new AppError('invalid_state', 'The demo is closed at the moment. Try it later, or create an account.', {
    cause: error,
  });
}

async function limit(deps: Deps, asked: Parameters<typeof takeWindowedAttempt>[1]): Promise<void> {
  const attempt = await takeWindowedAttempt(deps.db, asked);
  if (attempt.isAllowed) return;
  const seconds = Math.ceil(attempt.retryAfterMs / 1_000);
  throw new AppError(
    'rate_limit_exceeded',
    `The demo is tried often right now. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, or create an account.`,
    { retryAfterMs: attempt.retryAfterMs },
  );
}
