import { expect, it } from 'vitest';
import { makeTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** RFC 6238, appendix B, for SHA-1: the secret "12345678901234567890"; the last six of eight digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

it.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [1_234_567_890, '005924', 41_152_263],
  [20_000_000_000, '353130', 666_666_666],
])('takes the code of RFC 6238 at %i s', (seconds, code, step) => {
  expect(stepOfCode(secret, code, new Date(seconds * 1000))).toBe(step);
  // A clock that is one period late or early; not two.
  expect(stepOfCode(secret, code, new Date((seconds + 30) * 1000))).toBe(step);
  expect(stepOfCode(secret, code, new Date((seconds - 30) * 1000))).toBe(step);
  expect(stepOfCode(secret, code, new Date((seconds + 90) * 1000))).toBeNull();
});

it.each(['', '28708', '2870820', 'abcdef', '２８７０８２'])('takes no %j', (code) => {
  expect(stepOfCode(secret, code, new Date(59_000))).toBeNull();
});

it('makes secrets of 160 bits, and addresses that apps read', () => {
  const made = makeTotpSecret();
  expect(made).toMatch(/^[A-Z2-7]{32}$/);
  expect(makeTotpSecret()).not.toBe(made);
  const uri = new URL(totpUri(made, 'ada@example.com'));
  expect(uri.protocol).toBe('otpauth:');
  expect(uri.searchParams.get('secret')).toBe(made);
  expect(uri.searchParams.get('issuer')).toBe('Modelmint');
});
