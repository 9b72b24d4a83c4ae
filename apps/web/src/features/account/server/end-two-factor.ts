import { replaceRecoveryCodes, turnOffTwoFactor } from '@modelmint/db/system/two-factor';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { requireRecentSignIn } from '../../organization/server/principal.ts';
import type { AccountActor } from './account-actor.ts';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';
import { sendNotice } from './send-notice.ts';

const isOff = () => new AppError('invalid_state', 'Codes from an app are not on.');

/** All other browsers are signed out. Throws `reauthentication_required`, or `invalid_state` when it is off. */
export async function endTwoFactor(deps: Deps, actor: AccountActor): Promise<void> {
  requireRecentSignIn(actor);
  const { user, sessionHash, from, language } = actor;
  if (!(await turnOffTwoFactor(deps.db, { userId: user.id, sessionHash, from }))) throw isOff();
  deps.log.info({ userId: user.id }, 'two-factor off');
  sendNotice(deps, { email: user.email, language, notice: 'two-factor-off' });
}

/** Ten new recovery codes, shown this once; the old ones no longer work. */
export async function renewRecoveryCodes(deps: Deps, actor: AccountActor): Promise<string[]> {
  requireRecentSignIn(actor);
  const { user, from, language } = actor;
  const codes = makeRecoveryCodes();
  const codeHashes = codes.flatMap((one) => hashRecoveryCode(deps.env.secrets.authSecret, user.id, one) ?? []);
  if (!(await replaceRecoveryCodes(deps.db, { userId: user.id, codeHashes, from }))) throw isOff();
  sendNotice(deps, { email: user.email, language, notice: 'recovery-codes-replaced' });
  return codes;
}
