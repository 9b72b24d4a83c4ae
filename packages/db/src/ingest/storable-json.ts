import type { Prisma } from '../generated/client.ts';

/** PostgreSQL takes neither NUL nor half of a character, which a hostile file may bring along. */
export function storableText(text: string): string {
  return Buffer.from(text.replaceAll('\u0000', '\uFFFD')).toString();
}

export function storableJson(value: unknown): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value), (key, part: unknown) => {
    if (key.includes('\u0000')) return undefined;
    return typeof part === 'string' ? storableText(part) : part;
  });
}
