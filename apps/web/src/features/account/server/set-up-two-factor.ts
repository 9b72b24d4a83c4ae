import { forgetAttempts } from '@modelmint/db/system/take-attempt';
import { beginTwoFactor, findTwoFactor, turnOnTwoFactor } from '@modelmint/db/system/two-factor';
import { AppError } from '@modelmint/domain/errors';
import { openSealed, sealSecret } from '@modelmint/domain/seal-secret';
import { renderSVG } from 'uqr';
import type { Deps } from '../../../deps.ts';
import { requireRecentSignIn } from '../../organization/server/principal.ts';
import type { AccountActor } from './account-actor.ts';
import { twoFactorPlace } from './check-second-factor.ts';
import { limitGuesses } from './limit-attempts.ts';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';
import { sendNotice } from './send-notice.ts';
import { makeTotpSecret, stepOfCode, totpUri } from './totp.ts';

export interface TwoFactorSetup {
  /** Base32, for apps that cannot scan. */
  secret: string;
  /** SVG of the picture to scan, as a data URL. */
  picture: string;
}

const isOn = () => new AppError('invalid_state', 'Codes from an app are on already. Turn them off first.');

/** A new secret, which counts once its first code is written. */
export async function beginTwoFactorSetup(deps: Deps, actor: AccountActor): Promise<TwoFactorSetup> {
  requireRecentSignIn(actor);
  const { user } = actor;
  const secret = makeTotpSecret();
  const sealedSecret = sealSecret(deps.env.secrets.authSecret, twoFactorPlace(user.id), secret);
  if (!(await beginTwoFactor(deps.db, { userId: user.id, sealedSecret }))) throw isOn();
  const svg = renderSVG(totpUri(secret, user.email), { border: 2 });
  return { secret, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
}

/** Turns it on by its first code. The recovery codes of the answer are shown this once. All other browsers are signed out. */
export async function finishTwoFactorSetup(deps: Deps, actor: AccountActor, code: string): Promise<string[]> {
  requireRecentSignIn(actor);
  const { user, sessionHash, from, language } = actor;
  const { authSecret } = deps.env.secrets;
  const found = await findTwoFactor(deps.db, user.id);
  if (found === null) throw new AppError('invalid_state', 'Begin the set-up first.');
  if (found.isOn) throw isOn();
  const attempts = `second:${user.id}`;
  await limitGuesses(deps, attempts, 'code');
  const secret = openSealed(authSecret, twoFactorPlace(user.id), found.sealedSecret);
  const step = stepOfCode(secret, code.replaceAll(/\s/g, ''), new Date());
  if (step === null)
    throw new AppError(
      'invalid_value',
      'This is not the code that the app shows now. Check that the clock of the phone is right.',
      { param: 'code' },
    );
  await forgetAttempts(deps.db, attempts);
  const codes = makeRecoveryCodes();
  const codeHashes = codes.flatMap((one) => hashRecoveryCode(authSecret, user.id, one) ?? []);
  const turned = { userId: user.id, sealedSecret: found.sealedSecret, step, codeHashes, sessionHash, from };
  if (!(await turnOnTwoFactor(deps.db, turned))) throw isOn();
  deps.log.info({ userId: user.id }, 'two-factor on');
  sendNotice(deps, { email: user.email, language, notice: 'two-factor-on' });
  return codes;
}
