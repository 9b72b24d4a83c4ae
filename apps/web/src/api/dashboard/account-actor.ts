import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import type { AccountActor } from '../../features/account/server/account-actor.ts';
import { requireSession } from '../../features/account/server/read-session.ts';
import type { Language } from '../../i18n/language.ts';
import { languageOfRequest } from '../../i18n/run-in-language.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { auditFrom } from '../http/client-address.ts';

/** Of the browser that asks: mails speak it too. */
export const languageOf = (c: Context<ApiEnv>): Language => languageOfRequest(c.env.incoming.headers);

/** The person of the cookie, who does something to their own account. Throws `unauthenticated`. */
export async function accountActor(deps: Deps, c: Context<ApiEnv>): Promise<AccountActor> {
  const session = await requireSession(deps, c.req.header('cookie'));
  return { ...session, from: auditFrom(c.env.incoming, deps.env.trustedProxies), language: languageOf(c) };
}
