import { isIP } from 'node:net';
import { AppError } from './errors.ts';
import { isPublicAddress } from './public-address.ts';

const refused = (message: string) => new AppError('invalid_value', message, { param: 'url' });

export const notPublicHook = (host: string) =>
  refused(`${host} is not an address on the public internet, so nothing is sent there.`);

/**
 * Whether our server may be sent to an address that a customer wrote: https at a public address, or an origin that the
 * operator named. Names are judged again when they are resolved. Throws `invalid_value`.
 */
export function checkWebhookAddress(text: string, internal: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refused('Write the whole address, such as https://example.com/webhooks.');
  if (url.username !== '' || url.password !== '')
    throw refused('An address with a name or password in it is not taken; the signature proves who sends.');
  if (internal.includes(url.origin)) return url;
  if (url.protocol !== 'https:') throw refused(`Write an https address; ${url.origin} is none.`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLocal = host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local');
  if (isLocal || (isIP(host) !== 0 && !isPublicAddress(host))) throw notPublicHook(url.hostname);
  return url;
}
