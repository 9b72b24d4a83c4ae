import { expect, test } from 'vitest';
import { keyPermissions, readKeyScope } from './key-scope.ts';
import { apiKeyPermissions } from './roles.ts';

test('all is what keys can do, read is looking', () => {
  expect(keyPermissions('all', ['job.write'])).toEqual(apiKeyPermissions);
  expect(keyPermissions('read', ['job.write'])).toEqual(['project.read', 'usage.read']);
});

test('chosen is what was chosen, never more than a key can have', () => {
  expect(keyPermissions('chosen', ['model.call', 'key.write', 'billing.write', 'owner.write', 'x'])).toEqual([
    'model.call',
  ]);
  expect(keyPermissions('chosen', [])).toEqual([]);
});

test('an unknown scope gives nothing by itself', () => {
  expect(keyPermissions(readKeyScope('everything'), [])).toEqual([]);
});
