import type { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Second factor asked for, ceremonies of a passkey, the way to another service and back. */
export type ChallengeKind = 'second_factor' | 'passkey_add' | 'passkey_sign_in' | 'provider';

export interface SignInChallenge {
  /** SHA-256 of the cookie that binds it to one browser. */
  tokenHash: string;
  kind: ChallengeKind;
  userId: string | null;
  data: Prisma.InputJsonObject;
  expiresAt: Date;
}

export interface FoundChallenge {
  userId: string | null;
  data: Prisma.JsonValue;
}

type Named = Pick<SignInChallenge, 'tokenHash' | 'kind'>;

export async function createChallenge(db: Database, challenge: SignInChallenge): Promise<void> {
  await withSystem(db, (tx) => tx.signInChallenge.create({ data: challenge }));
}

/** Looks without using it up: a wrong code may be written again. */
export async function findChallenge(db: Database, { tokenHash, kind }: Named): Promise<FoundChallenge | null> {
  return withSystem(db, (tx) =>
    tx.signInChallenge.findFirst({
      where: { tokenHash, kind, expiresAt: { gt: new Date() } },
      select: { userId: true, data: true },
    }),
  );
}

/** Reads it and uses it up in one statement; null when it is gone, too old or of another kind. */
export async function takeChallenge(db: Database, { tokenHash, kind }: Named): Promise<FoundChallenge | null> {
  const [taken] = await withSystem(
    db,
    (tx) => tx.$queryRaw<FoundChallenge[]>`
      DELETE FROM "sign_in_challenge" WHERE "tokenHash" = ${tokenHash} AND "kind" = ${kind} AND "expiresAt" > now()
      RETURNING "userId", "data"`,
  );
  return taken ?? null;
}
