import { dictionary } from '@zxcvbn-ts/language-common';
import { expect, it } from 'vitest';
import { checkPassword } from './check-password.ts';

const known = ['ada.lovelace@example.com', 'Ada Lovelace', 'Analytical Engines'];

it.each([
  'correct horse battery staple',
  'violet-anchor-tundra-93',
  'sparsam Löwe Ärger 7 Zürich',
  '青い鳥が静かに歌う朝の森',
  'x'.repeat(0) + 'qZ4!mT9#wL2$'.repeat(10),
])('takes %s', (password) => expect(() => checkPassword(password, known)).not.toThrow());

it.each([
  'short',
  'elevenchars',
  'passwordpassword',
  'aaaaaaaaaaaaaaaa',
  'abcdefghijklmnop',
  '123456789012345',
  'qwertyuiop12',
  'ada.lovelace@example.com',
  'AdaLovelace1',
  'modelmint2026',
  'x'.repeat(257),
])('refuses %s', (password) =>
  expect(() => checkPassword(password, known)).toThrow(
    expect.objectContaining({ code: 'invalid_value', param: 'password' }),
  ),
);

it('refuses the 3,000 most common passwords and knows more than 10,000', () => {
  const common = Object.values(dictionary).flat().map(String);
  expect(common.length).toBeGreaterThan(10_000);
  for (const password of common.slice(0, 3_000)) expect(() => checkPassword(password, []), password).toThrow();
});

it('judges the longest password quickly', () => {
  const startedAt = performance.now();
  checkPassword('aB3$xY7!'.repeat(32), known);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
