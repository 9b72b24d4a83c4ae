import { expect, it } from 'vitest';
import { strftime } from './strftime.ts';

const date = new Date(2024, 6, 4, 15, 7, 9);

it.each([
  ['%d %b %Y', '04 Jul 2024'],
  ['%A, %B %-d, %y', 'Thursday, July 4, 24'],
  ['%Y-%m-%d %H:%M:%S', '2024-07-04 15:07:09'],
  ['%-I:%M %p 100%%', '3:07 PM 100%'],
  ['%a %Q', 'Thu %Q'],
])('%s is %s', (format, text) => {
  expect(strftime(date, format)).toBe(text);
});
