import { createHmac, timingSafeEqual } from 'node:crypto';
import { makeToken } from './session-cookie.ts';

export const deviceMaxAgeSeconds = 365 * 24 * 3600;

const sign = (secret: string, deviceId: string, email: string): string =>
  createHmac('sha256', secret).update(`device:${deviceId}:${email}`).digest('base64url');

/** Value of the cookie that a browser gets when its sign-in succeeded: the id of the browser, signed for the account. */
export function makeDeviceCookie(secret: string, email: string): string {
  const deviceId = makeToken().slice(0, 22);
  return `${deviceId}.${sign(secret, deviceId, email)}`;
}

/** The id of a browser that signed in to this account before; null for all else. */
export function readDeviceCookie(secret: string, email: string, cookie: string | null): string | null {
  const [deviceId = '', signature = ''] = (cookie ?? '').split('.');
  const wanted = Buffer.from(sign(secret, deviceId, email));
  const given = Buffer.from(signature);
  return deviceId !== '' && given.length === wanted.length && timingSafeEqual(given, wanted) ? deviceId : null;
}
