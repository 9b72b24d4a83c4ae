import { expect, it } from 'vitest';
import { readTheme, writeTheme } from './theme-cookie.ts';

it.each([
  ['dark', { chosen: 'dark', shown: 'dark' }],
  ['light', { chosen: 'light', shown: 'light' }],
  ['system.dark', { chosen: 'system', shown: 'dark' }],
  ['system.light', { chosen: 'system', shown: 'light' }],
] as const)('%s is read and written alike', (value, state) => {
  expect(readTheme(value)).toEqual(state);
  expect(writeTheme(state)).toBe(value);
});

it.each([undefined, '', '"><script>', 'system'])('%j follows the system', (value) => {
  expect(readTheme(value)).toEqual({ chosen: 'system', shown: 'light' });
});
