import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import type { EmailTokenKind } from './create-email-token.ts';

/** Whether a link can still be used; looking does not use it. */
export async function isEmailTokenLive(
  db: Database,
  { tokenHash, kind }: { tokenHash: string; kind: EmailTokenKind },
): Promise<boolean> {
  const found = await withSystem(db, (tx) =>
    tx.emailToken.findFirst({
      where: { tokenHash, kind, usedAt: null, expiresAt: { gt: new Date() } },
      select: { tokenHash: true },
    }),
  );
  return found !== null;
}
