import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const long = 'x'.repeat(32);
const secrets = { authSecret: long, apiKeyPepper: long, internalToken: long, operatorToken: long };
const whole = {
  DATABASE_URL: 'postgresql://app:p@localhost/m',
  DATABASE_SYSTEM_URL: 'postgresql://system:p@localhost/m',
  STORAGE_FOLDER: '/state/files',
  MODELMINT_URL: 'https://mint.example/',
  MODELMINT_SECRETS: JSON.stringify(secrets),
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
};

it('reads secrets from text or file, and leaves out what is empty', () => {
  const file = path.join(folder, 'secrets.json');
  writeFileSync(file, JSON.stringify(secrets));
  const env = readEnv({ ...whole, MODELMINT_SECRETS: file, REDIS_URL: '', SMTP_URL: ' ' });
  expect(env).toMatchObject({ publicUrl: 'https://mint.example', port: 3000, host: '127.0.0.1', secrets });
  expect(env).toMatchObject({ storage: { folder: '/state/files' }, uploadsFolder: '/state/uploads' });
  expect(env).not.toHaveProperty('redisUrl');
  expect(env).not.toHaveProperty('smtpUrl');
});

it('names every variable that is missing, and never a secret', () => {
  expect(() => readEnv({})).toThrow(/DATABASE_URL.*MODELMINT_URL.*MODELMINT_SECRETS/);
  const short = JSON.stringify({ ...secrets, authSecret: 'hunter2' });
  expect(() => readEnv({ ...whole, MODELMINT_SECRETS: short })).toThrow(/authSecret/);
  expect(() => readEnv({ ...whole, MODELMINT_SECRETS: '{"authSecret":"hunter2"' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  );
});

it('takes a bucket with all of its settings, or says which belong together', () => {
  const { STORAGE_FOLDER: _, ...others } = whole;
  expect(() => readEnv(others)).toThrow(/STORAGE_FOLDER/);
  const s3 = { S3_ENDPOINT: 'http://s3', S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'a' };
  expect(() => readEnv({ ...others, ...s3 })).toThrow(/S3_SECRET_ACCESS_KEY/);
  const env = readEnv({ ...others, ...s3, S3_SECRET_ACCESS_KEY: 's', S3_FORCE_PATH_STYLE: 'false' });
  expect(env.storage).toMatchObject({ bucket: 'b', region: 'us-east-1', forcePathStyle: false });
});

it('takes services to sign in by with both of their settings, and origins of our own network', () => {
  expect(readEnv(whole)).toMatchObject({ providers: {}, internalIssuers: [] });
  const env = readEnv({
    ...whole,
    GITHUB_CLIENT_ID: 'a',
    GITHUB_CLIENT_SECRET: 'b',
    MODELMINT_INTERNAL_ISSUERS: 'http://keycloak:8080/realms/x, https://id.example',
  });
  expect(env.providers).toEqual({ github: { clientId: 'a', clientSecret: 'b' } });
  expect(env.internalIssuers).toEqual(['http://keycloak:8080', 'https://id.example']);
  expect(() => readEnv({ ...whole, GOOGLE_CLIENT_ID: 'a' })).toThrow(/GOOGLE_CLIENT_SECRET/);
  expect(() => readEnv({ ...whole, MODELMINT_INTERNAL_ISSUERS: 'keycloak' })).toThrow(/MODELMINT_INTERNAL_ISSUERS/);
});
