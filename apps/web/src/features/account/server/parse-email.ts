import { normalizeEmail } from '@modelmint/domain/email-address';
import { AppError } from '@modelmint/domain/errors';

/** The address in its one form. Throws `invalid_value` for everything that is not one plain address. */
export function parseEmail(text: string): string {
  const email = normalizeEmail(text);
  if (email === null)
    throw new AppError('invalid_value', 'This is not an e-mail address. Write it as name@example.com.', {
      param: 'email',
    });
  return email;
}
