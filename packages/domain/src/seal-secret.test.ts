import { expect, it } from 'vitest';
import { openSealed, sealSecret } from './seal-secret.ts';

const server = 's'.repeat(40);

it('opens what it sealed, and says something else each time', () => {
  const sealed = sealSecret(server, 'two-factor:user_1', 'geheim 密');
  expect(sealed).not.toContain('geheim');
  expect(sealSecret(server, 'two-factor:user_1', 'geheim 密')).not.toBe(sealed);
  expect(openSealed(server, 'two-factor:user_1', sealed)).toBe('geheim 密');
});

it('opens nothing that was moved, changed, cut or sealed by another server', () => {
  const sealed = sealSecret(server, 'two-factor:user_1', 'secret');
  const [kind, iv, tag = '', text] = sealed.split('.');
  const wrong = [
    [server, 'two-factor:user_2', sealed],
    ['t'.repeat(40), 'two-factor:user_1', sealed],
    [server, 'two-factor:user_1', [kind, iv, tag, `A${text?.slice(1)}x`].join('.')],
    [server, 'two-factor:user_1', [kind, iv, tag.slice(0, 6), text].join('.')],
    [server, 'two-factor:user_1', ['v2', iv, tag, text].join('.')],
    [server, 'two-factor:user_1', ''],
  ] as const;
  for (const [secret, place, given] of wrong)
    expect(() => openSealed(secret, place, given)).toThrow(expect.objectContaining({ code: 'internal_error' }));
});
