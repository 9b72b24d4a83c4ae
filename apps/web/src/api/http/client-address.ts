import type { IncomingMessage } from 'node:http';
import type { AuditFrom } from '@modelmint/db/audit/record-audit';

/**
 * The client's address: as many hops from the end of `x-forwarded-for` as there are proxies of ours.
 * What stands before was written by whoever called.
 */
export function clientAddress(incoming: IncomingMessage, trustedProxies: number): string {
  const direct = incoming.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return direct;
  const header = incoming.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((hop) => hop.trim());
  return hops.at(-trustedProxies) || direct;
}

/** What the audit log keeps of where a request came from. */
export function auditFrom(incoming: IncomingMessage, trustedProxies: number): AuditFrom {
  return { address: clientAddress(incoming, trustedProxies), userAgent: incoming.headers['user-agent'] ?? '' };
}
