import { createHash, randomBytes } from 'node:crypto';

/** Longest life of a session, used or not. */
export const sessionMaxAgeSeconds = 30 * 24 * 3600;

/** `__Host-` binds a cookie to exactly this host over https; browsers refuse it without https. */
export function cookieName(name: 'session' | 'csrf' | 'callback' | 'device' | 'challenge', isHttps: boolean): string {
  return `${isHttps ? '__Host-' : ''}modelmint.${name}`;
}

/** Of every cookie of ours: out of reach of scripts, and not sent along with what other sites post. */
export function cookieOptions(isHttps: boolean) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps } as const;
}

export const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:');

/** 256 bits of chance: of a session or of a link in a mail. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token, so that a stolen table opens nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** The value of one cookie of a Cookie header; the first, when it was sent twice. */
export function readCookie(header: string | null | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
