import { expect, it } from 'vitest';
import { runTitle } from './playground-run.ts';

it.each([
  ['Where is\n my parcel?', 'Where is my parcel?'],
  ['  ', '…'],
  ['ä'.repeat(121), `${'ä'.repeat(119)}…`],
  ['👋'.repeat(120), '👋'.repeat(120)],
])('makes a title of %j', (text, title) => {
  expect(runTitle(text)).toBe(title);
});
