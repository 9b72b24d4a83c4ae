import type { AuditFrom } from '@modelmint/db/audit/record-audit';
import type { MailLanguage } from '@modelmint/mail/mail-language';
import type { Session } from './read-session.ts';

/** A signed-in person who does something to their own account. */
export interface AccountActor extends Session {
  from: AuditFrom;
  language: MailLanguage;
}
