import { AppError } from '@modelmint/domain/errors';
import { createTransport } from 'nodemailer';
import { checkRecipient } from './check-recipient.ts';
import { dressMail } from './dress-mail.ts';
import type { MailMessage } from './mail-message.ts';
import { needsTls } from './needs-tls.ts';

export interface MailerSettings {
  /** `smtp://` (STARTTLS where offered) or `smtps://`, with user and password. Without it, mail is kept. */
  smtpUrl?: string;
  /** `Modelmint <noreply@example.com>` or a bare address. */
  from: string;
  /** Takes the mail where there is no SMTP, for the operator to read. */
  outbox(message: MailMessage): Promise<void>;
  /** Hears what became of a mail at the SMTP server; the mail does not wait for it. */
  note?(message: MailMessage, result: MailResult): void;
  /** What the operator calls the platform; default: our own name. */
  platformName?(): Promise<string>;
}

export type MailResult = { isSent: true } | { isSent: false; error: string };

export interface Mailer {
  /** `sent`: the SMTP server took it. `kept`: it is in the outbox. Rejects with `internal_error`, retryable or not. */
  send(message: MailMessage): Promise<'sent' | 'kept'>;
}

export function openMailer({ platformName, ...settings }: MailerSettings): Mailer {
  const mailer = openTransport(settings);
  if (platformName === undefined) return mailer;
  return { send: async (message) => mailer.send(dressMail(message, await platformName())) };
}

function openTransport({ smtpUrl, from, outbox, note }: Omit<MailerSettings, 'platformName'>): Mailer {
  if (smtpUrl === undefined) {
    return {
      send: async (message) => {
        checkRecipient(message.recipient);
        await outbox(message);
        return 'kept';
      },
    };
  }
  const transport = createTransport({
    url: smtpUrl,
    requireTLS: needsTls(smtpUrl),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (message) => {
      const { id, recipient, subject, text, html } = message;
      // As an object it is not parsed again, so it stays one recipient.
      const to = { name: '', address: checkRecipient(recipient) };
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const messageId = id === undefined ? {} : { messageId: `<${id}@modelmint>` };
      try {
        await transport.sendMail({ from, to, subject, text, html, headers, ...messageId });
      } catch (error) {
        const told = smtpError(error);
        note?.(message, { isSent: false, error: told.message });
        throw told;
      }
      note?.(message, { isSent: true });
      return 'sent';
    },
  };
}

/** A 5xx answer is final: the same mail will be refused again. All else, such as a full queue, may pass. */
function smtpError(error: unknown): AppError {
  const answer = typeof error === 'object' && error !== null ? error : {};
  const status = 'responseCode' in answer && typeof answer.responseCode === 'number' ? answer.responseCode : null;
  const code = 'code' in answer ? String(answer.code) : 'unknown';
  return new AppError('internal_error', `The mail server did not take the mail (${status ?? code}).`, {
    cause: error,
    retryable: status === null ? code !== 'EAUTH' && code !== 'ETLS' : status < 500,
  });
}
