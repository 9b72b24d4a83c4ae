import { stopWork } from '@modelmint/db/project/stop-work';
import { deleteAccount } from '@modelmint/db/system/delete-account';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { requireRecentSignIn } from '../../organization/server/principal.ts';
import type { AccountActor } from './account-actor.ts';
import { sendNotice } from './send-notice.ts';

export const AccountDeletion = z.strictObject({
  /** Typed: the address of the account. */
  email: z.string().max(500),
});

/**
 * Erases the person: name, address, ways to sign in, sessions, memberships. What they made belongs to their
 * organizations and stays. Throws `invalid_state` while somebody else's organization has no other owner.
 */
export async function deleteOwnAccount(deps: Deps, actor: AccountActor, typed: string): Promise<void> {
  requireRecentSignIn(actor);
  const { user, from, language } = actor;
  if (typed.trim().toLowerCase() !== user.email)
    throw new AppError('invalid_value', `Type ${user.email} to delete this account.`, { param: 'email' });
  const result = await deleteAccount(deps.db, { userId: user.id, from });
  if (result.outcome === 'last_owner')
    throw new AppError(
      'invalid_state',
      `You are the last owner of ${result.organizations.map(({ name }) => name).join(', ')}, which has other members. Make one of them an owner, or delete the organization first.`,
    );
  // Nobody is left who could cancel it. The subscription is ended by the sweep of organizations.
  for (const organizationId of result.closing) await withOrg(deps.db, organizationId, (tx) => stopWork(tx));
  deps.log.info({ userId: user.id }, 'account deleted');
  sendNotice(deps, { email: user.email, language, notice: 'account-deleted' });
}
