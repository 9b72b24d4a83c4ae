import { newId } from '@modelmint/domain/ids';
import type { AuditFrom } from '../audit/record-audit.ts';
import { isUniqueViolation } from '../database-error.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { recordAccountAct } from './record-account-act.ts';

export interface ListedPasskey {
  id: string;
  credentialId: string;
  transports: string[];
  name: string;
  isBackedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** The passkeys of a person, oldest first. */
export async function listPasskeys(db: Database, userId: string): Promise<ListedPasskey[]> {
  return withSystem(db, (tx) =>
    tx.passkey.findMany({
      where: { userId },
      orderBy: { createdAt: 'asc' },
      omit: { publicKey: true, counter: true, userId: true },
    }),
  );
}

interface NewPasskey {
  userId: string;
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: readonly string[];
  name: string;
  isBackedUp: boolean;
  from?: AuditFrom;
}

/** False when the device is known already. */
export async function addPasskey(
  db: Database,
  { from, transports, counter, ...passkey }: NewPasskey,
): Promise<boolean> {
  const { userId } = passkey;
  try {
    await withSystem(db, async (tx) => {
      const data = { ...passkey, id: newId('passkey'), transports: [...transports], counter: BigInt(counter) };
      await tx.passkey.create({ data });
      await recordAccountAct(tx, { userId, action: 'account.add_passkey', ...(from ? { from } : {}) });
    });
    return true;
  } catch (error) {
    if (isUniqueViolation(error, 'credentialId')) return false;
    throw error;
  }
}

/** False when they have no such passkey. */
export async function renamePasskey(
  db: Database,
  { id, userId, name }: { id: string; userId: string; name: string },
): Promise<boolean> {
  const { count } = await withSystem(db, (tx) => tx.passkey.updateMany({ where: { id, userId }, data: { name } }));
  return count > 0;
}

/** Removes it and signs other browsers that came in by a passkey out; false when they have no such passkey. */
export async function removePasskey(
  db: Database,
  { id, userId, sessionHash, from }: { id: string; userId: string; sessionHash: string; from?: AuditFrom },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { count } = await tx.passkey.deleteMany({ where: { id, userId } });
    if (count === 0) return false;
    await tx.session.deleteMany({ where: { userId, method: 'passkey', sessionToken: { not: sessionHash } } });
    await recordAccountAct(tx, { userId, action: 'account.remove_passkey', ...(from ? { from } : {}) });
    return true;
  });
}

export interface FoundPasskey {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: string[];
}

export async function findPasskey(db: Database, credentialId: string): Promise<FoundPasskey | null> {
  const found = await withSystem(db, (tx) => tx.passkey.findUnique({ where: { credentialId } }));
  if (found === null) return null;
  const { id, userId, publicKey, counter, transports } = found;
  return { id, userId, credentialId, publicKey, counter: Number(counter), transports };
}

/** False when its counter did not grow since it was read: somebody else used it, or a copy of it. */
export async function notePasskeyUse(
  db: Database,
  { id, counter, was }: { id: string; counter: number; was: number },
): Promise<boolean> {
  const { count } = await withSystem(db, (tx) =>
    tx.passkey.updateMany({
      where: { id, counter: BigInt(was) },
      data: { counter: BigInt(counter), lastUsedAt: new Date() },
    }),
  );
  return count > 0;
}
