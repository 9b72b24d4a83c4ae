import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import { signInByLink } from '@modelmint/db/system/sign-in-by-link';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { completeSignIn, type SignedIn } from './complete-sign-in.ts';
import { limitAddress } from './limit-attempts.ts';
import { hashToken } from './session-cookie.ts';

/** Signs in by the link of a mail. Throws `invalid_value` for one that was used, is too old or was never given out. */
export async function openSignInLink(
  deps: Deps,
  { token, from }: { token: string; from: AuditFrom },
): Promise<SignedIn> {
  await limitAddress(deps, from.address);
  const found = await signInByLink(deps.db, hashToken(token));
  if (found === null)
    throw new AppError('invalid_value', 'This link was used before or is older than 15 minutes. Ask for a new one.', {
      param: 'token',
    });
  return completeSignIn(deps, { userId: found.userId, method: 'magic_link' }, from);
}
