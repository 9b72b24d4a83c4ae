import { crc32 } from 'node:zlib';
import { randomBase62 } from './ids.ts';

const prefix = 'sk-mm-';
/** 43 of 62 letters hold 256 bits. */
const secretLetters = 43;
const checksumLetters = 6;
const shape = /^sk-mm-[0-9A-Za-z]{49}$/;

/** A new key: `sk-mm-`, 43 random letters, 6 letters of CRC-32 over them. Shown once; only its HMAC is kept. */
export function makeApiKey(): string {
  const secret = randomBase62(secretLetters);
  return `${prefix}${secret}${checksum(secret)}`;
}

/** Tells a typing error or an invented key without a look into the database. */
export function isWellFormedApiKey(text: string): boolean {
  if (!shape.test(text)) return false;
  const secret = text.slice(prefix.length, prefix.length + secretLetters);
  return text.endsWith(checksum(secret));
}

/** What a list shows of a key. */
export function lastFourOf(key: string): string {
  return key.slice(-4);
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** CRC-32 in base 62, most significant letter first. */
function checksum(secret: string): string {
  let rest = crc32(secret);
  let text = '';
  for (let i = 0; i < checksumLetters; i += 1) {
    text = `${alphabet[rest % 62]}${text}`;
    rest = Math.floor(rest / 62);
  }
  return text;
}
