import { removePasskey, renamePasskey } from '@modelmint/db/system/passkeys';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { requireRecentSignIn } from '../../organization/server/principal.ts';
import type { AccountActor } from './account-actor.ts';
import { sendNotice } from './send-notice.ts';

const absent = () => new AppError('not_found', 'You have no such passkey.');

export async function renameOwnPasskey(
  deps: Deps,
  { user }: AccountActor,
  { id, name }: { id: string; name: string },
): Promise<void> {
  if (!(await renamePasskey(deps.db, { id, userId: user.id, name }))) throw absent();
}

/** Browsers that signed in by a passkey are signed out, but for the one that asks. */
export async function removeOwnPasskey(deps: Deps, actor: AccountActor, id: string): Promise<void> {
  requireRecentSignIn(actor);
  const { user, sessionHash, from, language } = actor;
  if (!(await removePasskey(deps.db, { id, userId: user.id, sessionHash, from }))) throw absent();
  sendNotice(deps, { email: user.email, language, notice: 'passkey-removed' });
}
