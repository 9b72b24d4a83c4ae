import type { AppError } from '@modelmint/domain/errors';

/** What the page says of a sign-in by another service, or of a link to it, that was refused; by what stands in its address. */
export const providerProblems: Record<string, string> = {
  expired: 'That way back was used before, took too long, or began in another browser. Try again.',
  refused:
    'The other service vouched for no address that has an account here. Sign in another way, or create an account with that address first.',
  taken:
    'That account is linked to another account here, or yours is linked to another one there. Unlink it first, then link this one.',
  gone: 'There is no such way to sign in here any more. Choose another one.',
  busy: 'Too many attempts from your network. Try again in a minute.',
  unusable: 'The other service does not answer as it should. Try again later, or tell who runs it.',
};

/** Never the words themselves: an address that anybody can write must not say what we did not. */
export function problemOfProvider({ code }: AppError): string {
  if (code === 'invalid_state') return 'expired';
  if (code === 'conflict') return 'taken';
  if (code === 'not_found') return 'gone';
  if (code === 'rate_limit_exceeded') return 'busy';
  return code === 'permission_denied' || code === 'unauthenticated' ? 'refused' : 'unusable';
}
