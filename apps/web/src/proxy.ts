import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './csp/content-security-policy.ts';
import { env } from './env.ts';
import { isHttps } from './features/account/server/session-cookie.ts';
import { pathHeader } from './features/organization/server/path-header.ts';

/** Pages only: no byte of an upload, an event stream or the API passes through here. */
export function proxy(request: NextRequest): NextResponse {
  const { isDevelopment, publicUrl } = env();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy({ nonce, isDevelopment });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  headers.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'private, no-store');
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  response.headers.set('x-frame-options', 'DENY');
  if (isHttps(publicUrl)) response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  return response;
}

export const config = {
  matcher: ['/((?!docs/images/|_next/static|_next/image|api/|v1/|uploads|events|webhooks|icon.svg).*)'],
};
