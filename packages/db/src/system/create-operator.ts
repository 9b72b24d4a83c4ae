import { isUniqueViolation } from '../database-error.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { type CreatedAccount, insertAccount, type NewAccount } from './create-account.ts';

/** Row of `setting` with `{ tokenHash, expiresAt }` of the one-time set-up link: SHA-256 (base64url), ISO time. */
export const operatorSetupKey = 'operator-setup';

/** Whether the set-up link with this token can still be used; looking does not use it. */
export async function isOperatorSetupOpen(db: Database, tokenHash: string): Promise<boolean> {
  const rows = await withSystem(
    db,
    (tx) => tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "setting" WHERE "key" = ${operatorSetupKey}
      AND "value"->>'tokenHash' = ${tokenHash} AND ("value"->>'expiresAt')::timestamptz > now()`,
  );
  return rows.length > 0;
}

export type OperatorOutcome =
  | { outcome: 'created'; account: CreatedAccount }
  | { outcome: 'link-dead' }
  | { outcome: 'email-taken' };

/** Uses the set-up link and makes the operator's account, in one transaction: a refused account leaves the link alive. */
export async function createOperator(
  db: Database,
  { tokenHash, account }: { tokenHash: string; account: NewAccount },
): Promise<OperatorOutcome> {
  try {
    return await withSystem(db, async (tx) => {
      const used = await tx.$executeRaw`
        DELETE FROM "setting" WHERE "key" = ${operatorSetupKey}
        AND "value"->>'tokenHash' = ${tokenHash} AND ("value"->>'expiresAt')::timestamptz > now()`;
      if (used === 0) return { outcome: 'link-dead' } as const;
      return { outcome: 'created', account: await insertAccount(tx, account) } as const;
    });
  } catch (error) {
    if (isUniqueViolation(error, 'email')) return { outcome: 'email-taken' };
    throw error;
  }
}
