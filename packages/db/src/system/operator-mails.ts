import type { Mail } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** The outbox, newest first. Bodies hold links with secrets: for the operator only. */
export async function listMails(db: Database, { limit }: { limit: number }): Promise<Mail[]> {
  return withSystem(db, (tx) => tx.mail.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: limit }));
}
