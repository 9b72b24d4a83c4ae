import { productName } from '@modelmint/domain/brand';
import type { MailMessage } from './mail-message.ts';

/** The mail under the name that the operator gave the platform. */
export function dressMail(message: MailMessage, name: string): MailMessage {
  if (name === productName) return message;
  const { subject, text, html } = message;
  return {
    ...message,
    subject: subject.replaceAll(productName, name),
    text: text.replaceAll(productName, name),
    html: html.replaceAll(productName, name.replaceAll('&', '&amp;')),
  };
}
