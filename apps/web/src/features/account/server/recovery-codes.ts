import { createHmac } from 'node:crypto';
import { randomBase62 } from '@modelmint/domain/ids';

export const recoveryCodeCount = 10;
const codeCharacters = 16;

/** 83 bits each (36^16), so that a plain keyed hash of one is enough. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const code = randomBase62(codeCharacters).toLowerCase();
    return (code.match(/.{4}/g) ?? []).join('-');
  });
}

/** The form under which it is compared: as people copy it, with or without dashes and spaces. null when it is none. */
function normalCode(code: string): string | null {
  const normal = code.toLowerCase().replaceAll(/[\s-]/g, '');
  return /^[0-9a-z]{16}$/.test(normal) ? normal : null;
}

/** What the database keeps; keyed, so that a stolen table alone cannot be tried. null for what is no recovery code. */
export function hashRecoveryCode(serverSecret: string, userId: string, code: string): string | null {
  const normal = normalCode(code);
  if (normal === null) return null;
  return createHmac('sha256', serverSecret).update(`recovery:${userId}:${normal}`).digest('base64url');
}
