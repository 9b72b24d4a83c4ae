import { Secret, TOTP } from 'otpauth';
import { currentBrand } from '../../../i18n/current-brand.ts';

const periodSeconds = 30;

const of = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: currentBrand().name, label, secret: Secret.fromBase32(secret), digits: 6, period: periodSeconds });

/** 160 bits of chance, as apps read it. */
export function makeTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** `otpauth://…`, for the picture that an app scans. */
export function totpUri(secret: string, email: string): string {
  return of(secret, email).toString();
}

/**
 * The period whose code it is: this one, the one before or the one after, for clocks that differ; null for a wrong code.
 * A period is to be taken once only.
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  // The library throws on signs that are longer than a byte.
  if (!/^\d{6}$/.test(code)) return null;
  const delta = of(secret).validate({ token: code, window: 1, timestamp: now.getTime() });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / periodSeconds) + delta;
}
