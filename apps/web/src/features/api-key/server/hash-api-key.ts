import { createHmac } from 'node:crypto';

/** What the database keeps of a key. Without the pepper a stolen table is of no use. */
export function hashApiKey(pepper: string, key: string): string {
  return createHmac('sha256', pepper).update(key).digest('base64url');
}
