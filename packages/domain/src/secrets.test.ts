import { expect, test } from 'vitest';
import { readSecrets } from './secrets.ts';

const long = 'x'.repeat(32);
const secrets = { authSecret: long, apiKeyPepper: long, internalToken: long, operatorToken: long };
const noFile = (path: string): never => {
  throw new Error(`ENOENT ${path}`);
};

test('reads the text itself, or the file at the path', () => {
  expect(readSecrets(` ${JSON.stringify(secrets)}`, noFile)).toEqual(secrets);
  const files: Record<string, string> = { '/state/secrets.json': JSON.stringify(secrets) };
  expect(readSecrets('/state/secrets.json', (path) => files[path] ?? noFile(path))).toEqual(secrets);
});

test.each([
  ['{"authSecret":"hunter2"}', /\(authSecret, apiKeyPepper, internalToken, operatorToken\)/],
  ['{"authSecret": hunter2', /unreadable/],
  ['/hunter2/secrets.json', /unreadable/],
])('says what is wrong with %s, and never what is in it', (pathOrJson, message) => {
  const read = () => readSecrets(pathOrJson, noFile);
  expect(read).toThrow(message);
  expect(read).not.toThrow(/hunter2/);
});
