/** What a mail is about; the outbox shows it. */
export type MailKind =
  | 'verify-email'
  | 'account-exists'
  | 'reset-password'
  | 'invitation'
  | 'sign-in-link'
  | 'email-change-old'
  | 'email-change-new'
  | 'account-notice'
  | 'notification';

/** One mail to one person, ready to send. The names are those of the outbox table. */
export interface MailMessage {
  /** The same for what is sent again: a reader's program then shows one mail. */
  id?: string;
  kind: MailKind;
  /** A bare address: `someone@example.com`. */
  recipient: string;
  subject: string;
  text: string;
  html: string;
}
