import { expect, test } from 'vitest';
import { forgetOnceKey, onceKey } from './once-key.ts';

test('the same request has one key until its outcome is known or it is long ago', () => {
  const first = onceKey('/api/a {"x":1}', 0);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(onceKey('/api/a {"x":1}', 1_000)).toBe(first);
  expect(onceKey('/api/a {"x":2}', 1_000)).not.toBe(first);
  forgetOnceKey('/api/a {"x":1}');
  const second = onceKey('/api/a {"x":1}', 2_000);
  expect(second).not.toBe(first);
  expect(onceKey('/api/a {"x":1}', 2_000 + 11 * 60_000)).not.toBe(second);
});
