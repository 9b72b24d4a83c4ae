/** For ILIKE: any text that holds `text`, whose own `%`, `_` and `\` mean themselves. */
export const containsPattern = (text: string): string => `%${escapePattern(text)}%`;

/** The same as a condition of Prisma, which lets those signs stand for anything. */
export const containsText = (text: string) => ({ contains: escapePattern(text), mode: 'insensitive' as const });

const escapePattern = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
