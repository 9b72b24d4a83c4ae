import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import { findChallenge, takeChallenge } from '@modelmint/db/system/sign-in-challenge';
import { findSignInRules } from '@modelmint/db/system/sign-in-rules';
import { AppError } from '@modelmint/domain/errors';
import { signInMethods } from '@modelmint/domain/sign-in-method';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { checkSecondFactor } from './check-second-factor.ts';
import { limitAddress } from './limit-attempts.ts';
import { hashToken } from './session-cookie.ts';
import { startSession } from './start-session.ts';

const Data = z.object({ method: z.enum(signInMethods), connectionId: z.string().optional() });

const gone = () =>
  new AppError('invalid_state', 'Your sign-in took longer than 10 minutes, or was used up. Sign in again.');

interface SecondStep {
  /** Of the cookie that the first step left in the browser. */
  token: string | null;
  code: string;
  from: AuditFrom;
}

/**
 * The second step: a code for the person of the first. The answer is the token of a new session. Throws `invalid_state`
 * without a first step, `invalid_value` for a wrong code.
 */
export async function passSecondFactor(
  deps: Deps,
  { token, code, from }: SecondStep,
): Promise<{ token: string; email: string }> {
  await limitAddress(deps, from.address);
  if (token === null) throw gone();
  const named = { tokenHash: hashToken(token), kind: 'second_factor' } as const;
  const found = await findChallenge(deps.db, named);
  if (found?.userId == null) throw gone();
  const { userId } = found;
  await checkSecondFactor(deps, { userId, code, from });
  // Taken only now: a mistyped code may be written again. Two right codes at one moment: one of them wins.
  if ((await takeChallenge(deps.db, named)) === null) throw gone();
  const rules = await findSignInRules(deps.db, userId);
  const { method } = Data.parse(found.data);
  if (rules === null || rules.isDisabled) throw gone();
  return { token: await startSession(deps, { userId, method, from }), email: rules.email };
}
