import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export type EmailTokenKind = 'VERIFY' | 'RESET' | 'SIGN_IN';

export interface NewEmailToken {
  userId: string;
  kind: EmailTokenKind;
  /** SHA-256 of the token in the link. */
  tokenHash: string;
  expiresAt: Date;
}

/** A further link does not end the earlier ones: mails arrive late and out of order. */
export async function createEmailToken(db: Database, token: NewEmailToken): Promise<void> {
  await withSystem(db, (tx) => tx.emailToken.create({ data: token }));
}
