import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import { forgetAttempts } from '@modelmint/db/system/take-attempt';
import { findTwoFactor, takeRecoveryCode, takeStep } from '@modelmint/db/system/two-factor';
import { AppError } from '@modelmint/domain/errors';
import { openSealed } from '@modelmint/domain/seal-secret';
import type { Deps } from '../../../deps.ts';
import { limitGuesses } from './limit-attempts.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { stepOfCode } from './totp.ts';

interface SecondFactor {
  userId: string;
  /** Of the app, or a recovery code. */
  code: string;
  from?: AuditFrom;
}

const wrong = () =>
  new AppError(
    'invalid_value',
    'This code is wrong or was used before. Wait for the next one in your app, or use a recovery code.',
    { param: 'code' },
  );

export const twoFactorPlace = (userId: string): string => `two-factor:${userId}`;

/**
 * Takes a code from the app, each once, or a recovery code, each once. Throws `invalid_value` (the same for a wrong, a
 * used and a foreign code), or `rate_limit_exceeded` while the delay after wrong ones runs.
 */
export async function checkSecondFactor(deps: Deps, { userId, code, from }: SecondFactor): Promise<void> {
  const attempts = `second:${userId}`;
  await limitGuesses(deps, attempts, 'code');
  const { authSecret } = deps.env.secrets;
  const plain = code.replaceAll(/\s/g, '');
  if (/^\d{6}$/.test(plain)) await takeCode(deps, userId, plain);
  else {
    const codeHash = hashRecoveryCode(authSecret, userId, code);
    const left =
      codeHash === null ? null : await takeRecoveryCode(deps.db, { userId, codeHash, ...(from ? { from } : {}) });
    if (left === null) throw wrong();
    deps.log.info({ userId, left }, 'recovery code used');
  }
  await forgetAttempts(deps.db, attempts);
}

async function takeCode(deps: Deps, userId: string, code: string): Promise<void> {
  const found = await findTwoFactor(deps.db, userId);
  if (found === null || !found.isOn) throw wrong();
  const secret = openSealed(deps.env.secrets.authSecret, twoFactorPlace(userId), found.sealedSecret);
  const step = stepOfCode(secret, code, new Date());
  if (step === null || !(await takeStep(deps.db, { userId, step }))) throw wrong();
}
