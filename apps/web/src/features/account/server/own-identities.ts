import { type LinkedAccount, listIdentities, unlinkIdentity } from '@modelmint/db/system/linked-identities';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { requireRecentSignIn } from '../../organization/server/principal.ts';
import type { AccountActor } from './account-actor.ts';
import { sendNotice } from './send-notice.ts';
import { beginProviderSignIn } from './sign-in-by-provider.ts';

export const providerNames = ['github', 'google'] as const;
export type ProviderName = (typeof providerNames)[number];

export interface OwnIdentity {
  provider: ProviderName;
  /** null: it can be linked. */
  linked: LinkedAccount | null;
  /** Whether the operator has set the service up. */
  isOffered: boolean;
}

/** What the person has linked, and what they could link. */
export async function listOwnIdentities(deps: Deps, userId: string): Promise<OwnIdentity[]> {
  const linked = await listIdentities(deps.db, userId);
  return providerNames.flatMap((provider) => {
    const found = linked.find((one) => one.provider === provider);
    const isOffered = deps.env.providers[provider] !== undefined;
    if (found === undefined && !isOffered) return [];
    return [{ provider, isOffered, linked: found ?? null }];
  });
}

/** The way to the other service; `finishProviderSignIn` links on the way back. */
export async function beginLink(
  deps: Deps,
  actor: AccountActor,
  provider: ProviderName,
): Promise<{ url: string; token: string }> {
  requireRecentSignIn(actor);
  return beginProviderSignIn(deps, { provider, next: `/account/security?linked=${provider}`, userId: actor.user.id });
}

/** Throws `invalid_state` for the last way to sign in, `not_found` when nothing is linked. */
export async function unlinkOwnIdentity(deps: Deps, actor: AccountActor, provider: string): Promise<void> {
  requireRecentSignIn(actor);
  const { user, sessionHash, from, language } = actor;
  const outcome = await unlinkIdentity(deps.db, { userId: user.id, provider, sessionHash, from });
  if (outcome === 'absent') throw new AppError('not_found', 'You have linked no account of this service.');
  if (outcome === 'last')
    throw new AppError(
      'invalid_state',
      'This is your last way to sign in besides a link by mail. Set a password or add a passkey first.',
    );
  sendNotice(deps, { email: user.email, language, notice: 'identity-unlinked' });
}
