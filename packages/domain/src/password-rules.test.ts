import { expect, test } from 'vitest';
import { checkPasswordLength } from './password-rules.ts';

test.each([
  ['short', false],
  ['elevenchars', false],
  ['twelve chars', true],
  ['密码密码密码密码密码密码', true],
  ['😀'.repeat(11), false],
  ['😀'.repeat(12), true],
  ['x'.repeat(256), true],
  ['x'.repeat(257), false],
])('%j: %s', (password, isFine) => {
  const error = checkPasswordLength(password);
  expect(error === null).toBe(isFine);
  if (error !== null) expect(error).toMatchObject({ code: 'invalid_value', param: 'password' });
});
