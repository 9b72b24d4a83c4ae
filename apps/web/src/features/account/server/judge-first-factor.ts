import { createChallenge } from '@modelmint/db/system/sign-in-challenge';
import { findSignInRules } from '@modelmint/db/system/sign-in-rules';
import { AppError } from '@modelmint/domain/errors';
import type { SignInMethod } from '@modelmint/domain/sign-in-method';
import type { Deps } from '../../../deps.ts';
import { hashToken, makeToken } from './session-cookie.ts';

export const secondFactorMinutes = 10;

export interface FirstFactor {
  userId: string;
  method: SignInMethod;
  /** The connection that it came by; only for `sso`. */
  connectionId?: string;
}

export type Judged = { outcome: 'pass' } | { outcome: 'second_factor'; token: string };

/**
 * What still stands between a proved first factor and a session; every way to sign in asks here. A passkey is two
 * factors in one: the device, and the finger or PIN that it asks for.
 * Throws `unauthenticated` for a disabled person, `permission_denied` where their organization wants single sign-on.
 */
export async function judgeFirstFactor(deps: Deps, { userId, method, connectionId }: FirstFactor): Promise<Judged> {
  const rules = await findSignInRules(deps.db, userId);
  if (rules === null || rules.isDisabled) throw new AppError('unauthenticated', 'This account cannot sign in.');
  const { enforcedBy } = rules;
  if (enforcedBy !== null && enforcedBy.connectionId !== connectionId)
    throw new AppError(
      'permission_denied',
      `${enforcedBy.organizationName} lets addresses of its domain in by single sign-on only. Choose “Single sign-on”.`,
    );
  if (!rules.hasTwoFactor || method === 'passkey') return { outcome: 'pass' };
  const token = makeToken();
  const expiresAt = new Date(Date.now() + secondFactorMinutes * 60_000);
  const data = { method, ...(connectionId === undefined ? {} : { connectionId }) };
  await createChallenge(deps.db, { tokenHash: hashToken(token), kind: 'second_factor', userId, data, expiresAt });
  return { outcome: 'second_factor', token };
}
