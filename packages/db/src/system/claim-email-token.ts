import type { SystemTransaction } from '../with-system.ts';
import type { EmailTokenKind } from './create-email-token.ts';

/** The person whose link it was; null when it does not exist, was used or is too old. One statement, so it works once. */
export async function claimEmailToken(
  tx: SystemTransaction,
  { tokenHash, kind }: { tokenHash: string; kind: EmailTokenKind },
): Promise<string | null> {
  const [claimed] = await tx.$queryRaw<{ userId: string }[]>`
    UPDATE "email_token" SET "usedAt" = now()
    WHERE "tokenHash" = ${tokenHash} AND "kind" = ${kind}::"EmailTokenKind" AND "usedAt" IS NULL AND "expiresAt" > now()
    RETURNING "userId"`;
  return claimed?.userId ?? null;
}
