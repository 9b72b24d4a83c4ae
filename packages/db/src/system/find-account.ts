import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface FoundAccount {
  id: string;
  email: string;
  name: string;
  emailVerified: Date | null;
  isDisabled: boolean;
  /** PHC string; null for a person without a password. */
  passwordHash: string | null;
}

/** `email` in its normal form. */
export async function findAccount(db: Database, email: string): Promise<FoundAccount | null> {
  const found = await withSystem(db, (tx) =>
    tx.user.findUnique({ where: { email }, include: { password: { select: { hash: true } } } }),
  );
  if (found === null) return null;
  const { id, name, emailVerified, disabledAt, password } = found;
  return { id, email, name, emailVerified, isDisabled: disabledAt !== null, passwordHash: password?.hash ?? null };
}
