import { confirmSession } from '@modelmint/db/system/confirm-session';
import { findAccount } from '@modelmint/db/system/find-account';
import { listPasskeys } from '@modelmint/db/system/passkeys';
import { forgetAttempts } from '@modelmint/db/system/take-attempt';
import { findTwoFactor } from '@modelmint/db/system/two-factor';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { AccountActor } from './account-actor.ts';
import { checkPasskey, PasskeyAnswer } from './check-passkey.ts';
import { checkSecondFactor } from './check-second-factor.ts';
import { verifyPassword } from './hash-password.ts';
import { limitAddress, limitGuesses } from './limit-attempts.ts';
import type { Session } from './read-session.ts';

/** One of what they have. */
export const IdentityProof = z.union([
  z.strictObject({ password: z.string().min(1, 'write your password').max(2_000) }),
  z.strictObject({ code: z.string().min(1, 'write the code').max(100) }),
  z.strictObject({ passkey: PasskeyAnswer }),
]);
export type IdentityProof = z.infer<typeof IdentityProof>;

export interface IdentityFactors {
  hasPassword: boolean;
  hasTwoFactor: boolean;
  hasPasskey: boolean;
}

/** By what a person can say who they are. */
export async function listFactors(deps: Pick<Deps, 'db'>, { user }: Session): Promise<IdentityFactors> {
  const [account, twoFactor, passkeys] = await Promise.all([
    findAccount(deps.db, user.email),
    findTwoFactor(deps.db, user.id),
    listPasskeys(deps.db, user.id),
  ]);
  return {
    hasPassword: account?.passwordHash != null,
    hasTwoFactor: twoFactor?.isOn === true,
    hasPasskey: passkeys.length > 0,
  };
}

/**
 * Says again who they are, for ten minutes. `challenge`: the cookie of the ceremony of a passkey.
 * Throws `invalid_value` for a wrong factor, `rate_limit_exceeded` after too many.
 */
export async function confirmIdentity(
  deps: Deps,
  actor: AccountActor,
  { proof, challenge }: { proof: IdentityProof; challenge: string | null },
): Promise<void> {
  const { user, from, sessionHash } = actor;
  await limitAddress(deps, from.address);
  if ('code' in proof) await checkSecondFactor(deps, { userId: user.id, code: proof.code, from });
  else if ('password' in proof) await checkPasswordOf(deps, actor, proof.password);
  else {
    const { userId } = await checkPasskey(deps, { answer: proof.passkey, challenge });
    if (userId !== user.id) throw new AppError('invalid_value', 'This passkey is of another account.');
  }
  await confirmSession(deps.db, sessionHash);
}

async function checkPasswordOf(deps: Deps, { user }: AccountActor, password: string): Promise<void> {
  const attempts = `confirm:${user.id}`;
  await limitGuesses(deps, attempts);
  const account = await findAccount(deps.db, user.email);
  if (!(await verifyPassword(account?.passwordHash ?? null, password)))
    throw new AppError('invalid_value', 'This is not your password.', { param: 'password' });
  await forgetAttempts(deps.db, attempts);
}
