import { expect, it } from 'vitest';
import { hashRecoveryCode, makeRecoveryCodes, recoveryCodeCount } from './recovery-codes.ts';

it('makes ten codes, all different, that are read as people copy them', () => {
  const codes = makeRecoveryCodes();
  expect(new Set(codes).size).toBe(recoveryCodeCount);
  const [code = ''] = codes;
  expect(code).toMatch(/^(?:[0-9a-z]{4}-){3}[0-9a-z]{4}$/);
  const hash = hashRecoveryCode('secret', 'user_1', code);
  for (const copied of [code.toUpperCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')}\n`])
    expect(hashRecoveryCode('secret', 'user_1', copied)).toBe(hash);
});

it('keeps another hash for another person and another server, and none of what is no code', () => {
  const code = 'abcd-efgh-ijkl-mnop';
  const hash = hashRecoveryCode('secret', 'user_1', code);
  expect(hash).not.toContain('abcd');
  expect(hashRecoveryCode('secret', 'user_2', code)).not.toBe(hash);
  expect(hashRecoveryCode('other', 'user_1', code)).not.toBe(hash);
  for (const wrong of ['', '123456', 'abcd-efgh-ijkl-mno', 'abcd-efgh-ijkl-mnop-q', 'äbcd-efgh-ijkl-mnop'])
    expect(hashRecoveryCode('secret', 'user_1', wrong)).toBeNull();
});
