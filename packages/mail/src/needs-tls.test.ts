import { expect, it } from 'vitest';
import { needsTls } from './needs-tls.ts';

it.each([
  ['smtp://mail.example.com:587', false],
  ['smtp://user:password@mail.example.com:587', true],
  ['smtps://user:password@mail.example.com', true],
  ['smtp://user:password@localhost:2525', false],
  ['smtp://user:password@127.0.0.1:2525', false],
  ['smtp://user:password@[::1]:2525', false],
  ['smtp://user:password@localhost.example.com', true],
])('%s: %s', (url, wanted) => {
  expect(needsTls(url)).toBe(wanted);
});

it.each(['', 'mail.example.com', 'https://user:canary@mail.example.com', 'smtp://user:canary@', 'smtp:canary'])(
  'refuses %j without telling it',
  (url) => {
    const error = (() => {
      try {
        return needsTls(url);
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toMatchObject({ code: 'invalid_value', fault: 'platform' });
    expect(String(error)).not.toContain('canary');
  },
);
