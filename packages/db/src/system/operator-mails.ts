import { AppError } from '@modelmint/domain/errors';
import type { Mail } from '../generated/client.ts';
import { olderThan } from '../older-than.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/**
 * The outbox, newest first. Bodies hold links with secrets: for the operator only. Throws `invalid_value` for an `after`
 * that is not there.
 */
export async function listMails(
  db: Database,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Mail[]> {
  return withSystem(db, async (tx) => {
    const last = after === undefined ? null : await tx.mail.findUnique({ where: { id: after } });
    if (after !== undefined && last === null)
      throw new AppError('invalid_value', 'There is no such mail to go on from. Begin with the newest.', {
        param: 'after',
      });
    const where = last === null ? {} : olderThan(last);
    return tx.mail.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: limit });
  });
}
