/** What a mail is about; the outbox shows it. */
export type MailKind =
  | 'verify-email'
  | 'account-exists'
  | 'reset-password'
  | 'invitation'
  | 'sign-in-link'
  | 'email-change-old'
  | 'email-change-new'
  | 'account-notice';

/** One mail to one person, ready to send. The names are those of the outbox table. */
export interface MailMessage {
  kind: MailKind;
  /** A bare address: `someone@example.com`. */
  recipient: string;
  subject: string;
  text: string;
  html: string;
}
