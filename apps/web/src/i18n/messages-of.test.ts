import { expect, it } from 'vitest';
import { languages } from './language.ts';
import { messagesOf } from './messages-of.ts';

/** Places of objects that React refuses to hand to a browser. */
function findStrange(value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  const below = Object.entries(value).flatMap(([key, part]) => findStrange(part, `${place}.${key}`));
  return isPlain ? below : [place, ...below];
}

it.each(languages)('hands out %s as plain objects only', (language) => {
  expect(findStrange({ ...messagesOf(language) }, language)).toEqual([]);
});
