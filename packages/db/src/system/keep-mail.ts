import { deriveId, newId, parseId } from '@modelmint/domain/ids';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface KeptMail {
  /** The same for what is sent again, which then has one row. */
  id?: string;
  kind: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
}

export type MailNote = { isSent: true } | { isSent: false; error: string };

/** Puts a mail into the operator's outbox. */
export async function keepMail(db: Database, mail: KeptMail): Promise<void> {
  await writeMail(db, mail, { sentAt: null, error: null });
}

/**
 * Notes what became of a mail at the SMTP server. The words of a sent one are not kept, since their links would open
 * accounts; those of one that failed are, so that the operator can send it again.
 */
export async function noteMail(db: Database, mail: KeptMail, result: MailNote): Promise<void> {
  if (result.isSent) await writeMail(db, { ...mail, text: '', html: '' }, { sentAt: new Date(), error: null });
  else await writeMail(db, mail, { sentAt: null, error: result.error.slice(0, 500) });
}

async function writeMail(
  db: Database,
  { id: asked, kind, recipient, subject, text, html }: KeptMail,
  state: { sentAt: Date | null; error: string | null },
): Promise<void> {
  const id = asked === undefined ? newId('mail') : (parseId('mail', asked) ?? deriveId('mail', asked));
  const data = { kind, recipient, subject, text, html, ...state };
  await withSystem(db, (tx) => tx.mail.upsert({ where: { id }, create: { id, ...data }, update: data }));
}
