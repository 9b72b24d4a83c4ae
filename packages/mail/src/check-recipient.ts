import { AppError } from '@modelmint/domain/errors';

const localPart = /^[A-Za-z0-9!#$%&*+/=?^_{|}~'-]+(?:\.[A-Za-z0-9!#$%&*+/=?^_{|}~'-]+)*$/;
const domainPart =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * Exactly one plain ASCII address. Lists, names, comments, quotes, routes and look-alike signs are refused: mail
 * software reads them in more than one way, and one of them is a second recipient.
 */
export function checkRecipient(address: string): string {
  const [local = '', domain = '', ...more] = address.split('@');
  const isLegal =
    more.length === 0 &&
    local.length <= 64 &&
    address.length <= 254 &&
    localPart.test(local) &&
    domainPart.test(domain);
  if (!isLegal) throw new AppError('invalid_value', 'This is not an e-mail address.', { param: 'email' });
  return address;
}
