import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSecrets } from './secrets.mjs';

const folder = () => mkdtempSync(path.join(os.tmpdir(), 'modelmint-secrets-'));

test('secrets are made once, for the owner only, and differ between installations', () => {
  const state = folder();
  const { file, secrets } = readSecrets(state);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readSecrets(state).secrets).toEqual(secrets);
  expect(new Set(Object.values(secrets)).size).toBe(Object.keys(secrets).length);
  for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(readSecrets(folder()).secrets.authSecret).not.toBe(secrets.authSecret);
});

test('a secret that a newer version needs is added, the others stay; open rights are closed', () => {
  const state = folder();
  const { file, secrets } = readSecrets(state);
  const { operatorToken, ...older } = secrets;
  writeFileSync(file, JSON.stringify(older));
  chmodSync(file, 0o644);
  const again = readSecrets(state).secrets;
  expect(again).toMatchObject(older);
  expect(again.operatorToken).not.toBe(operatorToken);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a damaged file is refused and left as it is', () => {
  const state = folder();
  const { file } = readSecrets(state);
  writeFileSync(file, '{"authSecret": ');
  expect(() => readSecrets(state)).toThrow(/not readable JSON.*backup/);
  expect(readFileSync(file, 'utf8')).toBe('{"authSecret": ');
});
