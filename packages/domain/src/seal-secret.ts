import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from './errors.ts';

const version = 'v1';
const ivBytes = 12;

const keyOf = (serverSecret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', serverSecret, 'modelmint', 'sealed secrets of accounts', 32));

/**
 * AES-256-GCM under a key derived from the server's secret, as `v1.iv.tag.text`. `place` (`two-factor:<user>`) is bound
 * in: a sealed text that is moved to another row does not open.
 */
export function sealSecret(serverSecret: string, place: string, text: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(serverSecret), iv);
  cipher.setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [version, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** Throws `internal_error` when it was sealed by another secret, for another place, or changed. */
export function openSealed(serverSecret: string, place: string, sealed: string): string {
  const [kind, iv = '', tag = '', text = ''] = sealed.split('.');
  try {
    if (kind !== version) throw new Error(`unknown kind ${kind}`);
    const decipher = createDecipheriv('aes-256-gcm', keyOf(serverSecret), Buffer.from(iv, 'base64url'), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('internal_error', 'A sealed secret does not open with the secret of this server.', { cause });
  }
}
