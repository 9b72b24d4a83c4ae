import { emptyStyleHash, toastStyleHash } from './toast-style-hash.ts';

interface PolicyOptions {
  nonce: string;
  /** Hot reload evaluates code and opens a socket. */
  isDevelopment: boolean;
}

/**
 * Scripts run by nonce alone. `style=` attributes are allowed: Radix, charts and toasts position by them, and they
 * cannot load anything since images and fonts come from here.
 */
export function contentSecurityPolicy({ nonce, isDevelopment }: PolicyOptions): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}' '${toastStyleHash}' '${emptyStyleHash}'`}`,
    "style-src-attr 'unsafe-inline'",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join('; ');
}
