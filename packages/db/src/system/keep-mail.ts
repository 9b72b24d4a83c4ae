import { newId } from '@modelmint/domain/ids';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface KeptMail {
  /** Of what must not be kept twice. */
  id?: string;
  kind: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
}

/** Puts a mail into the operator's outbox, once. */
export async function keepMail(db: Database, { id, kind, recipient, subject, text, html }: KeptMail): Promise<void> {
  const data = { id: id ?? newId('mail'), kind, recipient, subject, text, html };
  await withSystem(db, (tx) => tx.mail.createMany({ data, skipDuplicates: true }));
}
