import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import type { Deps } from '../../../deps.ts';
import { type FirstFactor, judgeFirstFactor } from './judge-first-factor.ts';
import { startSession } from './start-session.ts';

/** A token of a session, or of the challenge whose code is still asked for. */
export type SignedIn = { status: 'signed_in'; token: string } | { status: 'second_factor'; token: string };

/** What follows a proved first factor, on every way but the password's, whose session next-auth makes. */
export async function completeSignIn(deps: Deps, first: FirstFactor, from: AuditFrom): Promise<SignedIn> {
  const judged = await judgeFirstFactor(deps, first);
  if (judged.outcome === 'second_factor') return { status: 'second_factor', token: judged.token };
  return { status: 'signed_in', token: await startSession(deps, { ...first, from }) };
}
