import { chooseMailLanguage } from '@modelmint/mail/mail-language';
import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import type { AccountActor } from '../../features/account/server/account-actor.ts';
import { requireSession } from '../../features/account/server/read-session.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { auditFrom } from '../http/client-address.ts';

export const languageOf = (c: Context<ApiEnv>) => chooseMailLanguage(c.req.header('accept-language') ?? null);

/** The person of the cookie, who does something to their own account. Throws `unauthenticated`. */
export async function accountActor(deps: Deps, c: Context<ApiEnv>): Promise<AccountActor> {
  const session = await requireSession(deps, c.req.header('cookie'));
  return { ...session, from: auditFrom(c.env.incoming, deps.env.trustedProxies), language: languageOf(c) };
}
