import { newId } from '@modelmint/domain/ids';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface KeptMail {
  kind: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
}

/** Puts a mail into the operator's outbox. */
export async function keepMail(db: Database, { kind, recipient, subject, text, html }: KeptMail): Promise<void> {
  await withSystem(db, (tx) => tx.mail.create({ data: { id: newId('mail'), kind, recipient, subject, text, html } }));
}
