import { AppError } from '@modelmint/domain/errors';

/** Whether mail must not be handed over in the clear: a password goes through a network only encrypted. */
export function needsTls(smtpUrl: string): boolean {
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null;
  // The URL itself is not told: it holds the password.
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    throw new AppError('invalid_value', 'SMTP_URL must look like smtp://user:password@host:587 or smtps://…', {
      param: 'SMTP_URL',
      fault: 'platform',
    });
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return url.password !== '' && !isLoopback;
}
