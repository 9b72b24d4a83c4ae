import { readPublicDemo } from '@modelmint/db/system/read-public-demo';
import { takeWindowedAttempt } from '@modelmint/db/system/take-attempt';
import { AppError } from '@modelmint/domain/errors';
import { demoTextMax } from '@modelmint/domain/public-demo';
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
  await limit(deps, { key: `demo:${address}`, ...perAddress });
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
  return classify(
    deps,
    principal,
    { model: demo.endpoint, input: text, top_k: 5 },
    { ...context, route: 'demo', limits: await readCallLimits(deps, principal) },
  );
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
